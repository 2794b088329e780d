import { abs, mul, reshape, sum, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkOptions } from '../config/checkOptions.js';
import { checkMagnitude } from '../config/checkMagnitude.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkTensor } from '../engine/checkTensor.js';
import { Regularizer } from './Regularizer.js';

/** Options of {@link L1}. */
export interface L1Options {
  /** Factor of the penalty. Default 0.01. */
  l1?: number;
}

/** Sum of absolute values: `l1 · Σ|x|`. */
export class L1 extends Regularizer {
  readonly l1: number;

  /** @throws Error when the factor is not finite. */
  constructor(options: L1Options = {}) {
    const { l1 = 0.01 } = checkOptions('L1', options, ['l1']);
    super();
    checkNumber('L1', 'l1', l1);
    checkMagnitude('L1', 'l1', l1);
    this.l1 = l1;
  }

  override loss(x: Tensor): Tensor {
    checkTensor('L1', 'x', x, 'float32');
    return tidy(() => mul(sum(abs(reshape(x, [-1]))), this.l1));
  }

  override getConfig(): Record<string, unknown> {
    return { l1: this.l1 };
  }
}
