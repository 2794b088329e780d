import type { Tensor } from '@tensorflow/tfjs-core';
import { largestIndex } from './largestIndex.js';
import { MeanMetric } from './MeanMetric.js';
import { pairedRows } from './pairedRows.js';
import { sampleWeights } from './sampleWeights.js';

/**
 * The share of examples whose largest prediction is of the class with the largest target, the first of equal ones; NaN
 * of none.
 *
 * Target and prediction are float32 `[…, classes]`. An example with a NaN in its predictions is wrong.
 */
export class CategoricalAccuracy extends MeanMetric {
  override update(target: Tensor, prediction: Tensor, sampleWeight?: Tensor): void {
    const { shape, targetOf, predictionOf } = pairedRows('CategoricalAccuracy', target, prediction);
    const weights = sampleWeights('CategoricalAccuracy', sampleWeight, shape);
    this.addAll(weights, (i) => {
      const predicted = largestIndex(predictionOf(i));
      return Number(predicted >= 0 && predicted === largestIndex(targetOf(i)));
    });
  }

  override getConfig(): Record<string, unknown> {
    return {};
  }
}
