import { add, clipByValue, div, mul, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkMagnitude } from '../config/checkMagnitude.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { checkTensor } from '../engine/checkTensor.js';
import { Constraint } from './Constraint.js';
import { checkAxes, NORM_EPSILON, normAlong } from './normAlong.js';

/** Options of {@link MinMaxNorm}. */
export interface MinMaxNormOptions {
  /** The smallest norm allowed, at least 0. Default 0. */
  minValue?: number;
  /** The largest norm allowed, at least `minValue`. Default 1. */
  maxValue?: number;
  /** Which part of the way to an allowed norm each update goes, from 0 to 1. Default 1. */
  rate?: number;
  /** Along which axis or axes a vector lies. Default 0: for a kernel `[in, out]` the weights into one output. */
  axis?: number | readonly number[];
}

/**
 * Vectors whose norm is outside of `[minValue, maxValue]` are scaled towards the nearer of the two:
 * `x · (rate · clip(|x|) + (1 − rate) · |x|) / (|x| + 1e-7)`. Zeros stay zeros, whatever the least norm.
 */
export class MinMaxNorm extends Constraint {
  readonly minValue: number;
  readonly maxValue: number;
  readonly rate: number;
  readonly axis: number | readonly number[];

  /** @throws Error when an option is out of its range, or an axis is not whole. */
  constructor(options: MinMaxNormOptions = {}) {
    const {
      minValue = 0,
      maxValue = 1,
      rate = 1,
      axis = 0,
    } = checkOptions('MinMaxNorm', options, ['minValue', 'maxValue', 'rate', 'axis']);
    super();
    checkNumber('MinMaxNorm', 'minValue', minValue, { atLeast: 0 });
    checkMagnitude('MinMaxNorm', 'minValue', minValue);
    checkNumber('MinMaxNorm', 'maxValue', maxValue, { atLeast: minValue });
    checkNumber('MinMaxNorm', 'rate', rate, { atLeast: 0, atMost: 1 });
    checkAxes('MinMaxNorm', axis);
    this.minValue = minValue;
    this.maxValue = maxValue;
    this.rate = rate;
    this.axis = axis;
  }

  override apply(x: Tensor): Tensor {
    checkTensor('MinMaxNorm', 'x', x, 'float32');
    return tidy(() => {
      const norms = normAlong('MinMaxNorm', x, this.axis);
      const allowed = clipByValue(norms, this.minValue, this.maxValue);
      const desired = add(mul(allowed, this.rate), mul(norms, 1 - this.rate));
      return mul(x, div(desired, add(norms, NORM_EPSILON)));
    });
  }

  override getConfig(): Record<string, unknown> {
    return { minValue: this.minValue, maxValue: this.maxValue, rate: this.rate, axis: this.axis };
  }
}
