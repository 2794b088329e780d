import type { Tensor } from '@tensorflow/tfjs-core';
import { labelledRows } from './labelledRows.js';
import { largestIndex } from './largestIndex.js';
import { MeanMetric } from './MeanMetric.js';
import { sampleWeights } from './sampleWeights.js';

/**
 * The share of examples whose label is the class with the largest prediction, the first of equal ones; NaN of none.
 *
 * The target holds labels, int32 `[…]`, the prediction `[…, classes]`. An example with a NaN in its predictions is
 * wrong.
 */
export class SparseCategoricalAccuracy extends MeanMetric {
  override update(target: Tensor, prediction: Tensor, sampleWeight?: Tensor): void {
    const { labels, rowOf } = labelledRows('SparseCategoricalAccuracy', target, prediction);
    const weights = sampleWeights('SparseCategoricalAccuracy', sampleWeight, target.shape);
    this.addAll(weights, (i) => Number(largestIndex(rowOf(i)) === labels[i]));
  }

  override getConfig(): Record<string, unknown> {
    return {};
  }
}
