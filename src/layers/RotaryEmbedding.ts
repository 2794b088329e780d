import type { Tensor } from '@tensorflow/tfjs-core';
import { checkNumber } from '../config/checkNumber.js';
import { checkObject } from '../config/checkObject.js';
import { checkShape } from '../engine/shapes.js';
import { Module, type ModuleOptions } from '../modules/Module.js';
import { rotaryEmbedding } from '../ops/rotaryEmbedding.js';
import { checkPositions } from './checkPositions.js';
import { moduleConfig } from './moduleConfig.js';
import type { PositionOptions } from './PositionOptions.js';

/** Options of {@link RotaryEmbedding}. */
export interface RotaryEmbeddingOptions extends ModuleOptions {
  /** The slowest pair of features turns by nearly `1 / base` a position. Default 10000, as in the paper. */
  base?: number;
  /** How many positions there are; later ones are refused. Default: any number. */
  maxLength?: number | null;
}

/**
 * Rotary position embedding (arXiv:2104.09864), see {@link rotaryEmbedding}: turns the features of queries and keys, so
 * that their products depend on relative positions alone. No weights.
 *
 * Attention layers take one as the option `rotary` of a call, and turn what they have projected.
 */
export class RotaryEmbedding extends Module {
  static readonly className = 'RotaryEmbedding';
  readonly #base: number;
  readonly #maxLength?: number;

  /** @throws Error when base is below 1, or maxLength is not a whole number above 0. */
  constructor(options: RotaryEmbeddingOptions = {}) {
    const { base = 10000, maxLength, ...others } = checkObject('RotaryEmbedding', 'options', options);
    super(others);
    checkNumber('RotaryEmbedding', 'base', base, { atLeast: 1 });
    this.#base = base;
    this.#maxLength = maxLength ?? undefined;
    if (this.#maxLength !== undefined) {
      checkNumber('RotaryEmbedding', 'maxLength', maxLength, { whole: true, above: 0 });
    }
  }

  /**
   * @param x `[b, t, h, d]`, float32, d even.
   * @param options Position of the first of the `t`.
   * @returns The shape of x.
   * @throws Error when the shape does not fit, or a position is beyond maxLength.
   */
  call(x: Tensor, options: PositionOptions = {}): Tensor {
    checkShape('RotaryEmbedding', 'x', x, ['any', 'any', 'any', 'any'], 'float32');
    const length = x.shape[1]!;
    const offset = checkPositions('RotaryEmbedding', options, length, this.#maxLength);
    const positions = Float64Array.from({ length }, (_, t) => offset + t);
    return rotaryEmbedding(x, positions, { base: this.#base });
  }

  /** All options as plain data. */
  getConfig(): Record<string, unknown> {
    return { ...moduleConfig(this), base: this.#base, maxLength: this.#maxLength ?? null };
  }
}
