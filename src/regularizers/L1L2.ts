import { abs, add, mul, square, sum, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkNumber } from '../config/checkNumber.js';
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
  constructor({ l1 = 0, l2 = 0 }: L1L2Options = {}) {
    super();
    checkNumber('L1L2', 'l1', l1);
    checkNumber('L1L2', 'l2', l2);
    this.l1 = l1;
    this.l2 = l2;
  }

  override loss(x: Tensor): Tensor {
    return tidy(() => add(mul(sum(abs(x)), this.l1), mul(sum(square(x)), this.l2)));
  }

  override getConfig(): Record<string, unknown> {
    return { l1: this.l1, l2: this.l2 };
  }
}
