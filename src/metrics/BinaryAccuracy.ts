import type { Tensor } from '@tensorflow/tfjs-core';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import type { ThresholdOptions } from './ConfusionMetric.js';
import { checkTruths } from './checkTruths.js';
import { MeanMetric } from './MeanMetric.js';
import { pairedNumbers } from './pairedNumbers.js';
import { sampleWeights } from './sampleWeights.js';

/**
 * The share of numbers that are yes or no (1 or 0) as predicted; NaN of none.
 *
 * Target and prediction are float32 of one shape; every number is an example by itself.
 */
export class BinaryAccuracy extends MeanMetric {
  readonly threshold: number;

  /** @throws Error when the threshold is not a finite number. */
  constructor(options: ThresholdOptions = {}) {
    super();
    const { threshold = 0.5 } = checkOptions('BinaryAccuracy', options, ['threshold']);
    checkNumber('BinaryAccuracy', 'threshold', threshold);
    this.threshold = threshold;
  }

  override update(target: Tensor, prediction: Tensor, sampleWeight?: Tensor): void {
    const { target: truths, prediction: given } = pairedNumbers('BinaryAccuracy', target, prediction);
    const weights = sampleWeights('BinaryAccuracy', sampleWeight, target.shape);
    checkTruths('BinaryAccuracy', truths);
    this.addAll(weights, (i) => Number(Number(given[i] > this.threshold) === truths[i]));
  }

  override getConfig(): Record<string, unknown> {
    return { threshold: this.threshold };
  }
}
