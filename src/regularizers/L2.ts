import { mul, reshape, square, sum, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkOptions } from '../config/checkOptions.js';
import { checkMagnitude } from '../config/checkMagnitude.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkTensor } from '../engine/checkTensor.js';
import { Regularizer } from './Regularizer.js';

/** Options of {@link L2}. */
export interface L2Options {
  /** Factor of the penalty. Default 0.01. */
  l2?: number;
}

/** Sum of squares: `l2 · Σx²`. There is no half in it, as in Keras. */
export class L2 extends Regularizer {
  readonly l2: number;

  /** @throws Error when the factor is not finite. */
  constructor(options: L2Options = {}) {
    const { l2 = 0.01 } = checkOptions('L2', options, ['l2']);
    super();
    checkNumber('L2', 'l2', l2);
    checkMagnitude('L2', 'l2', l2);
    this.l2 = l2;
  }

  override loss(x: Tensor): Tensor {
    checkTensor('L2', 'x', x, 'float32');
    return tidy(() => mul(sum(square(reshape(x, [-1]))), this.l2));
  }

  override getConfig(): Record<string, unknown> {
    return { l2: this.l2 };
  }
}
