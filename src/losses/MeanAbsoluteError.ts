import { abs, mean, sub, type Tensor } from '@tensorflow/tfjs-core';
import { checkOptions } from '../config/checkOptions.js';
import { checkPair } from './checkPair.js';
import { Loss, type LossOptions } from './Loss.js';

/**
 * The mean of `|prediction − target|` along the last axis. Target and prediction are float32 of one shape; gradients
 * flow into both, and are 0 where the two are equal.
 */
export class MeanAbsoluteError extends Loss {
  /** @throws Error when the reduction is not known. */
  constructor(options: LossOptions = {}) {
    const { reduction } = checkOptions('MeanAbsoluteError', options, ['reduction']);
    super('MeanAbsoluteError', reduction);
  }

  override getConfig(): Record<string, unknown> {
    return { reduction: this.reduction };
  }

  protected override lossesOf(target: Tensor, prediction: Tensor): Tensor {
    checkPair(this.where, target, prediction);
    return mean(abs(sub(prediction, target)), -1);
  }
}
