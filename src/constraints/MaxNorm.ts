import { add, div, minimum, mul, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkOptions } from '../config/checkOptions.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkTensor } from '../engine/checkTensor.js';
import { Constraint } from './Constraint.js';
import { checkAxes, NORM_EPSILON, normAlong } from './normAlong.js';

/** Options of {@link MaxNorm}. */
export interface MaxNormOptions {
  /** The largest norm allowed, at least 0. Default 2. */
  maxValue?: number;
  /** Along which axis or axes a vector lies. Default 0: for a kernel `[in, out]` the weights into one output. */
  axis?: number | readonly number[];
}

/** Vectors longer than `maxValue` are shortened to it; others change by rounding (a norm is divided by norm + 1e-7). */
export class MaxNorm extends Constraint {
  readonly maxValue: number;
  readonly axis: number | readonly number[];

  /** @throws Error when the norm is negative or not finite, or an axis is not whole. */
  constructor(options: MaxNormOptions = {}) {
    const { maxValue = 2, axis = 0 } = checkOptions('MaxNorm', options, ['maxValue', 'axis']);
    super();
    checkNumber('MaxNorm', 'maxValue', maxValue, { atLeast: 0 });
    checkAxes('MaxNorm', axis);
    this.maxValue = maxValue;
    this.axis = axis;
  }

  override apply(x: Tensor): Tensor {
    checkTensor('MaxNorm', 'x', x, 'float32');
    return tidy(() => {
      const norms = normAlong('MaxNorm', x, this.axis);
      return mul(x, div(minimum(norms, this.maxValue), add(norms, NORM_EPSILON)));
    });
  }

  override getConfig(): Record<string, unknown> {
    return { maxValue: this.maxValue, axis: this.axis };
  }
}
