import { mean, square, sub, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkOptions } from '../config/checkOptions.js';
import { checkTensor } from '../engine/checkTensor.js';
import { checkShape } from '../engine/shapes.js';
import { checkPair } from './checkPair.js';
import { Loss, type LossOptions } from './Loss.js';

/**
 * The mean of `(prediction − target)²` over all elements, a scalar.
 *
 * @param target What should come out, float32.
 * @param prediction What came out, float32 of the same shape.
 * @throws Error when the shapes differ: broadcasting here is nearly always a mistake.
 */
export function meanSquaredError(target: Tensor, prediction: Tensor): Tensor {
  checkTensor('meanSquaredError', 'target', target, 'float32');
  checkShape('meanSquaredError', 'prediction', prediction, target.shape, 'float32');
  return tidy(() => mean(square(sub(prediction, target))));
}

/**
 * The mean of `(prediction − target)²` along the last axis. Target and prediction are float32 of one shape; gradients
 * flow into both.
 */
export class MeanSquaredError extends Loss {
  /** @throws Error when the reduction is not known. */
  constructor(options: LossOptions = {}) {
    const { reduction } = checkOptions('MeanSquaredError', options, ['reduction']);
    super('MeanSquaredError', reduction);
  }

  override getConfig(): Record<string, unknown> {
    return { reduction: this.reduction };
  }

  protected override lossesOf(target: Tensor, prediction: Tensor): Tensor {
    checkPair(this.where, target, prediction);
    return mean(square(sub(prediction, target)), -1);
  }
}
