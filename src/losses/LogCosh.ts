import { abs, add, clipByValue, log1p, mean, mul, relu, sinh, square, sub, type Tensor } from '@tensorflow/tfjs-core';
import { checkOptions } from '../config/checkOptions.js';
import { checkPair } from './checkPair.js';
import { Loss, type LossOptions } from './Loss.js';

/** From here on log cosh x is |x| − log 2 in float32, and its slope ±1. */
const STRAIGHT = 10;

/**
 * The mean along the last axis of `log cosh(prediction − target)`: about `e²/2` for small errors and `|e| − log 2` for
 * large ones. Target and prediction are float32 of one shape; gradients flow into both.
 */
export class LogCosh extends Loss {
  /** @throws Error when the reduction is not known. */
  constructor(options: LossOptions = {}) {
    const { reduction } = checkOptions('LogCosh', options, ['reduction']);
    super('LogCosh', reduction);
  }

  override getConfig(): Record<string, unknown> {
    return { reduction: this.reduction };
  }

  protected override lossesOf(target: Tensor, prediction: Tensor): Tensor {
    checkPair(this.where, target, prediction);
    const error = sub(prediction, target);
    const near = clipByValue(error, -STRAIGHT, STRAIGHT);
    // cosh x = 1 + 2 sinh²(x/2): Keras's x + softplus(−2x) − log 2 loses all digits of a small error.
    const curved = log1p(mul(square(sinh(mul(near, 0.5))), 2));
    return mean(add(curved, relu(sub(abs(error), STRAIGHT))), -1);
  }
}
