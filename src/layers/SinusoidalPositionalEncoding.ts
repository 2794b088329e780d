import { add, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkNumber } from '../config/checkNumber.js';
import { checkObject } from '../config/checkObject.js';
import { checkShape } from '../engine/shapes.js';
import { Module, type ModuleOptions } from '../modules/Module.js';
import { positionAngles } from '../ops/positionAngles.js';
import { checkPositions } from './checkPositions.js';
import { moduleConfig } from './moduleConfig.js';
import type { PositionOptions } from './PositionOptions.js';

/** Options of {@link SinusoidalPositionalEncoding}. */
export interface SinusoidalPositionalEncodingOptions extends ModuleOptions {
  /** How many positions there are; later ones are refused. Default: any number. */
  maxLength?: number | null;
}

/**
 * Adds waves of the position (arXiv:1706.03762, §3.5). No weights.
 *
 * ```
 * y[b, t, 2i]     = x[b, t, 2i]     + sin((offset + t) / 10000^(2i / e))
 * y[b, t, 2i + 1] = x[b, t, 2i + 1] + cos((offset + t) / 10000^(2i / e))
 * ```
 */
export class SinusoidalPositionalEncoding extends Module {
  static readonly className = 'SinusoidalPositionalEncoding';
  readonly #maxLength?: number;

  /** @throws Error when maxLength is not a whole number above 0. */
  constructor(options: SinusoidalPositionalEncodingOptions = {}) {
    const where = 'SinusoidalPositionalEncoding';
    const { maxLength } = checkObject(where, 'options', options);
    super(options);
    this.#maxLength = maxLength ?? undefined;
    if (this.#maxLength !== undefined) checkNumber(where, 'maxLength', maxLength, { whole: true, above: 0 });
  }

  /**
   * @param x `[b, t, e]`; an odd last feature is a sine.
   * @param options Position of the first of the `t`.
   * @returns The shape of x.
   * @throws Error when the shape does not fit, or a position is beyond maxLength.
   */
  call(x: Tensor, options: PositionOptions = {}): Tensor {
    const where = 'SinusoidalPositionalEncoding';
    checkShape(where, 'x', x, ['any', 'any', 'any'], 'float32');
    const [, length, width] = x.shape as [number, number, number];
    const offset = checkPositions(where, options, length, this.#maxLength);
    const positions = Float64Array.from({ length }, (_, t) => offset + t);
    const angles = positionAngles(positions, width, 10000);
    const numPairs = Math.ceil(width / 2);
    const waves = Float32Array.from({ length: length * width }, (_, at) => {
      const [t, feature] = [Math.floor(at / width), at % width];
      const angle = angles[t * numPairs + Math.floor(feature / 2)];
      return feature % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
    });
    return tidy(() => add(x, tensor(waves, [1, length, width])));
  }

  /** All options as plain data. */
  getConfig(): Record<string, unknown> {
    return { ...moduleConfig(this), maxLength: this.#maxLength ?? null };
  }
}
