import { add, div, log, maximum, mul, neg, sum, type Tensor } from '@tensorflow/tfjs-core';
import { checkBoolean } from '../config/checkBoolean.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { crossEntropy } from '../ops/crossEntropy.js';
import { checkPair } from './checkPair.js';
import { clipProbability } from './clipProbability.js';
import { Loss, type LossOptions } from './Loss.js';

/** Options of {@link CategoricalCrossentropy}. */
export interface CategoricalCrossentropyOptions extends LossOptions {
  /** Whether predictions are logits; otherwise probabilities. Default false, as in Keras. */
  fromLogits?: boolean;
  /** Share of the target that is spread evenly over all classes, in [0, 1] (arXiv:1512.00567, §7). Default 0. */
  labelSmoothing?: number;
}

/** The least sum that probabilities are divided by, of which float32 has the square: where all are 0 nothing is NaN. */
const LEAST_SUM = 1e-18;

/**
 * Cross-entropy of distributions along the last axis, in nats: `−Σ target · log p`.
 *
 * Target and prediction are float32 `[…, classes]`. Logits of any size are handled exactly, and no gradient flows into
 * the target then. Probabilities are divided by their sum and taken to be at least 1e-7 and at most 1 − 1e-7, as in
 * Keras; no gradient flows to the ones that are not.
 */
export class CategoricalCrossentropy extends Loss {
  readonly fromLogits: boolean;
  readonly labelSmoothing: number;

  /** @throws Error when an option is of the wrong type or out of its range, or the reduction is not known. */
  constructor(options: CategoricalCrossentropyOptions = {}) {
    const known = ['fromLogits', 'labelSmoothing', 'reduction'] as const;
    const {
      fromLogits = false,
      labelSmoothing = 0,
      reduction,
    } = checkOptions('CategoricalCrossentropy', options, known);
    super('CategoricalCrossentropy', reduction);
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
    const even = this.labelSmoothing / target.shape.at(-1)!;
    const smooth = add(mul(target, 1 - this.labelSmoothing), even);
    if (this.fromLogits) return crossEntropy(prediction, smooth, { reduction: 'none' });
    const normalized = div(prediction, maximum(sum(prediction, -1, true), LEAST_SUM));
    return neg(sum(mul(smooth, log(clipProbability(normalized))), -1));
  }
}
