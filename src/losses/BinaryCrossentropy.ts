import { mean, type Tensor } from '@tensorflow/tfjs-core';
import { checkBoolean } from '../config/checkBoolean.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { binaryLosses, smoothBinary } from './binaryLosses.js';
import { checkPair } from './checkPair.js';
import { Loss, type LossOptions } from './Loss.js';

/** Options of {@link BinaryCrossentropy}. */
export interface BinaryCrossentropyOptions extends LossOptions {
  /** Whether predictions are logits; otherwise probabilities. Default false, as in Keras. */
  fromLogits?: boolean;
  /** Share of the target that is spread evenly over yes and no, in [0, 1]. Default 0. */
  labelSmoothing?: number;
}

/**
 * The mean along the last axis of the cross-entropy of yes and no, in nats: `−t · log p − (1 − t) · log(1 − p)`.
 *
 * Target and prediction are float32 of one shape; gradients flow into both. Logits of any size are handled exactly.
 * Probabilities are taken to be at least 1e-7 and at most 1 − 1e-7, and 1e-7 is added in the logarithms, as in Keras;
 * no gradient flows to the ones that are not.
 */
export class BinaryCrossentropy extends Loss {
  readonly fromLogits: boolean;
  readonly labelSmoothing: number;

  /** @throws Error when an option is of the wrong type or out of its range, or the reduction is not known. */
  constructor(options: BinaryCrossentropyOptions = {}) {
    const known = ['fromLogits', 'labelSmoothing', 'reduction'] as const;
    const { fromLogits = false, labelSmoothing = 0, reduction } = checkOptions('BinaryCrossentropy', options, known);
    super('BinaryCrossentropy', reduction);
    checkBoolean(this.where, 'fromLogits', fromLogits);
    checkNumber(this.where, 'labelSmoothing', labelSmoothing, { atLeast: 0, atMost: 1 });
    this.fromLogits = fromLogits;
    this.labelSmoothing = labelSmoothing;
  }

  override getConfig(): Record<string, unknown> {
    return { fromLogits: this.fromLogits, labelSmoothing: this.labelSmoothing, reduction: this.reduction };
  }

  protected override lossesOf(target: Tensor, prediction: Tensor): Tensor {
    checkPair(this.where, target, prediction);
    return mean(binaryLosses(smoothBinary(target, this.labelSmoothing), prediction, this.fromLogits), -1);
  }
}
