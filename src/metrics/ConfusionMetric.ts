import type { Tensor } from '@tensorflow/tfjs-core';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { checkTruths } from './checkTruths.js';
import { ConfusionCounts } from './ConfusionCounts.js';
import { Metric } from './Metric.js';
import { pairedNumbers } from './pairedNumbers.js';
import { sampleWeights } from './sampleWeights.js';

/** Options of metrics that take a number for yes or no. */
export interface ThresholdOptions {
  /** A prediction above it is yes. Default 0.5, which is right for probabilities; for logits it is 0. */
  threshold?: number;
}

/**
 * A metric of how often yes and no were predicted where yes and no (1 and 0) was right.
 *
 * Target and prediction are float32 of one shape; every number is an example by itself.
 */
export abstract class ConfusionMetric extends Metric {
  readonly threshold: number;
  protected counts = new ConfusionCounts();
  readonly #where: string;

  /** @throws Error when the threshold is not a finite number. */
  protected constructor(where: string, options: ThresholdOptions) {
    super();
    const { threshold = 0.5 } = checkOptions(where, options, ['threshold']);
    checkNumber(where, 'threshold', threshold);
    this.threshold = threshold;
    this.#where = where;
  }

  override update(target: Tensor, prediction: Tensor, sampleWeight?: Tensor): void {
    const { target: truths, prediction: given } = pairedNumbers(this.#where, target, prediction);
    const weights = sampleWeights(this.#where, sampleWeight, target.shape);
    checkTruths(this.#where, truths);
    weights.forEach((weight, i) => this.counts.add(truths[i] === 1, given[i] > this.threshold, weight));
  }

  override reset(): void {
    this.counts = new ConfusionCounts();
  }

  override getConfig(): Record<string, unknown> {
    return { threshold: this.threshold };
  }
}
