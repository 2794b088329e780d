import { mul, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkNumber } from '../config/checkNumber.js';
import { checkObject } from '../config/checkObject.js';
import { Module, type ModuleOptions } from '../modules/Module.js';
import { alibiSlopes } from '../ops/alibiSlopes.js';
import { moduleConfig } from './moduleConfig.js';
import { relativePositions } from './relativePositions.js';
import type { PositionOptions } from './PositionOptions.js';

/** Options of {@link AlibiBias}. */
export interface AlibiBiasOptions extends ModuleOptions {
  /** Number of heads; any, also one that is no power of two. */
  numHeads: number;
}

/**
 * Attention with linear biases (ALiBi, arXiv:2108.12409): `bias[h, q, k] = −slope[h] · |q − k|`, added to the logits of
 * attention as the option `attentionBias` of its call. No weights.
 *
 * The slopes of 8 heads are 1/2, 1/4 … 1/256. The paper attends to the past only; keys after the query are biased by
 * their distance as well, for attention in both directions.
 */
export class AlibiBias extends Module {
  static readonly className = 'AlibiBias';
  readonly #numHeads: number;

  /** @throws Error when numHeads is not a whole number above 0. */
  constructor(options: AlibiBiasOptions) {
    const { numHeads, ...others } = checkObject('AlibiBias', 'options', options);
    super(others);
    checkNumber('AlibiBias', 'numHeads', numHeads, { whole: true, above: 0 });
    this.#numHeads = numHeads;
  }

  /**
   * @param queryLength Number of queries.
   * @param keyLength Number of keys, which count from position 0.
   * @param options Position of the first query.
   * @returns `[numHeads, queryLength, keyLength]`.
   * @throws Error when a length or the offset is not a whole number, at least 0.
   */
  call(queryLength: number, keyLength: number, options: PositionOptions = {}): Tensor {
    const distances = relativePositions('AlibiBias', queryLength, keyLength, options);
    return tidy(() => {
      const slopes = tensor(alibiSlopes(this.#numHeads), [this.#numHeads, 1, 1], 'float32');
      const nearness = Float32Array.from(distances, (distance) => Math.min(distance, 0 - distance));
      return mul(slopes, tensor(nearness, [1, queryLength, keyLength]));
    });
  }

  /** All options as plain data. */
  getConfig(): Record<string, unknown> {
    return { ...moduleConfig(this), numHeads: this.#numHeads };
  }
}
