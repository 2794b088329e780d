import { clipByValue, div, log, mul, sum, type Tensor } from '@tensorflow/tfjs-core';
import { checkOptions } from '../config/checkOptions.js';
import { checkPair } from './checkPair.js';
import { PROBABILITY_EPSILON } from './clipProbability.js';
import { Loss, type LossOptions } from './Loss.js';

/**
 * The Kullback–Leibler divergence `Σ target · log(target / prediction)` along the last axis, in nats (Kullback and
 * Leibler 1951, doi:10.1214/aoms/1177729694). Target and prediction are probabilities, float32 of one shape; gradients
 * flow into both.
 *
 * As in Keras both are taken to be at least 1e-7 and at most 1: no gradient flows to the ones that are not.
 */
export class KLDivergence extends Loss {
  /** @throws Error when the reduction is not known. */
  constructor(options: LossOptions = {}) {
    const { reduction } = checkOptions('KLDivergence', options, ['reduction']);
    super('KLDivergence', reduction);
  }

  override getConfig(): Record<string, unknown> {
    return { reduction: this.reduction };
  }

  protected override lossesOf(target: Tensor, prediction: Tensor): Tensor {
    checkPair(this.where, target, prediction);
    const [expected, given] = [target, prediction].map((x) => clipByValue(x, PROBABILITY_EPSILON, 1));
    return sum(mul(expected, log(div(expected, given))), -1);
  }
}
