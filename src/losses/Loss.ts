import { div, mul, reshape, sum, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkChoice } from '../config/checkChoice.js';
import { alignLeading } from '../engine/alignLeading.js';
import { checkTensor } from '../engine/checkTensor.js';

/** What becomes of the losses of all examples: their mean, their sum, or all of them. */
export type Reduction = 'meanOverBatch' | 'sum' | 'none';

/** Options of every loss. */
export interface LossOptions {
  /** Default `'meanOverBatch'`; Keras's names of that, `'sumOverBatchSize'` and `'auto'`, are understood as well. */
  reduction?: Reduction | 'sumOverBatchSize' | 'auto';
}

const MEAN_IN_KERAS = ['sumOverBatchSize', 'auto'];

/**
 * How far predictions are from what should come out.
 *
 * A loss gives a number for each example, which is everything along the last axis; weights and the reduction are the
 * same for all of them.
 */
export abstract class Loss {
  /** What becomes of the losses of all examples. */
  readonly reduction: Reduction;
  /** Begins error messages. */
  protected readonly where: string;

  /** @throws Error when the reduction is not known. */
  protected constructor(where: string, reduction: LossOptions['reduction'] = 'meanOverBatch') {
    const given = MEAN_IN_KERAS.includes(reduction) ? 'meanOverBatch' : reduction;
    checkChoice(where, 'reduction', given, ['meanOverBatch', 'sum', 'none']);
    this.where = where;
    this.reduction = given as Reduction;
  }

  /**
   * The loss of predictions.
   *
   * @param target What should come out.
   * @param prediction What came out, float32.
   * @param sampleWeight Factors of the losses, float32: of the shape of the losses or of their first axes (`[batch]`),
   * with 1 where all weigh alike. As in Keras, a mean is the weighted sum divided by the number of losses, not by the
   * sum of the weights.
   * @returns A scalar; with `reduction: 'none'` a loss per example, of the target's shape without the last axis (labels
   * have none). The mean of no losses is 0.
   * @throws Error when shapes or types do not fit.
   */
  call(target: Tensor, prediction: Tensor, sampleWeight?: Tensor): Tensor {
    checkTensor(this.where, 'target', target);
    checkTensor(this.where, 'prediction', prediction, 'float32');
    if (sampleWeight !== undefined) checkTensor(this.where, 'sampleWeight', sampleWeight, 'float32');
    return tidy(() => {
      const losses = this.lossesOf(target, prediction);
      const weighted = sampleWeight === undefined ? losses : mul(losses, this.#align(sampleWeight, losses));
      if (this.reduction === 'none') return weighted;
      const total = sum(weighted);
      return this.reduction === 'sum' ? total : div(total, Math.max(1, this.numCounted(target, losses)));
    });
  }

  /** Options that make an equal loss. */
  abstract getConfig(): Record<string, unknown>;

  /** A loss per example, float32. Checks the shapes. Intermediate tensors are freed by the caller. */
  protected abstract lossesOf(target: Tensor, prediction: Tensor): Tensor;

  /** How many losses the mean is taken over. */
  protected numCounted(_target: Tensor, losses: Tensor): number {
    return losses.size;
  }

  #align(sampleWeight: Tensor, losses: Tensor): Tensor {
    return reshape(sampleWeight, alignLeading(this.where, 'sampleWeight', sampleWeight.shape, losses.shape));
  }
}
