import { abs, add, mul, reshape, square, sum, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkOptions } from '../config/checkOptions.js';
import { checkMagnitude } from '../config/checkMagnitude.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkTensor } from '../engine/checkTensor.js';
import { Regularizer } from './Regularizer.js';

/** Options of {@link L1L2}. */
export interface L1L2Options {
  /** Factor of the sum of absolute values. Default 0. */
  l1?: number;
  /** Factor of the sum of squares. Default 0. */
  l2?: number;
}

/** Both penalties together: `l1 · Σ|x| + l2 · Σx²`. */
export class L1L2 extends Regularizer {
  readonly l1: number;
  readonly l2: number;

  /** @throws Error when a factor is not finite. */
  constructor(options: L1L2Options = {}) {
    const { l1 = 0, l2 = 0 } = checkOptions('L1L2', options, ['l1', 'l2']);
    super();
    checkNumber('L1L2', 'l1', l1);
    checkMagnitude('L1L2', 'l1', l1);
    checkNumber('L1L2', 'l2', l2);
    checkMagnitude('L1L2', 'l2', l2);
    this.l1 = l1;
    this.l2 = l2;
  }

  override loss(x: Tensor): Tensor {
    checkTensor('L1L2', 'x', x, 'float32');
    return tidy(() => {
      const flat = reshape(x, [-1]);
      return add(mul(sum(abs(flat)), this.l1), mul(sum(square(flat)), this.l2));
    });
  }

  override getConfig(): Record<string, unknown> {
    return { l1: this.l1, l2: this.l2 };
  }
}
