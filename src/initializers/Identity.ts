import { eye, mul, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkOptions } from '../config/checkOptions.js';
import { checkMagnitude } from '../config/checkMagnitude.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkSizes, formatShape, type Shape } from '../engine/shapes.js';
import { Initializer } from './Initializer.js';

/** Options of {@link Identity}. */
export interface IdentityOptions {
  /** Factor of the matrix. Default 1. */
  gain?: number;
}

/** `gain` on the diagonal of a matrix, zero elsewhere; the matrix need not be square. */
export class Identity extends Initializer {
  readonly gain: number;

  /** @throws Error when the gain is not finite. */
  constructor(options: IdentityOptions = {}) {
    const { gain = 1 } = checkOptions('Identity', options, ['gain']);
    super();
    checkNumber('Identity', 'gain', gain);
    checkMagnitude('Identity', 'gain', gain);
    this.gain = gain;
  }

  /** @throws Error when the shape is not that of a matrix. */
  override initialize(shape: Shape): Tensor {
    checkSizes('Identity', 'shape', shape);
    if (shape.length !== 2) throw new Error(`Identity: shape must have 2 axes, got ${formatShape(shape)}`);
    return tidy(() => mul(eye(shape[0], shape[1]), this.gain));
  }

  override getConfig(): Record<string, unknown> {
    return { gain: this.gain };
  }
}
