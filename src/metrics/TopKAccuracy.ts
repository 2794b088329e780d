import type { Tensor } from '@tensorflow/tfjs-core';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { labelledRows } from './labelledRows.js';
import { MeanMetric } from './MeanMetric.js';
import { sampleWeights } from './sampleWeights.js';

/** Options of {@link TopKAccuracy}. */
export interface TopKAccuracyOptions {
  /** Among how many of the largest predictions the label's must be. Default 5. */
  k?: number;
}

/**
 * The share of examples for whose label fewer than k other classes have a larger prediction; NaN of none. Keras calls
 * it SparseTopKCategoricalAccuracy.
 *
 * The target holds labels, int32 `[…]`, the prediction `[…, classes]`. An example with a NaN in its predictions is
 * wrong.
 */
export class TopKAccuracy extends MeanMetric {
  readonly k: number;

  /** @throws Error when k is not a whole number above 0. */
  constructor(options: TopKAccuracyOptions = {}) {
    super();
    const { k = 5 } = checkOptions('TopKAccuracy', options, ['k']);
    checkNumber('TopKAccuracy', 'k', k, { whole: true, above: 0 });
    this.k = k;
  }

  override update(target: Tensor, prediction: Tensor, sampleWeight?: Tensor): void {
    const { labels, rowOf } = labelledRows('TopKAccuracy', target, prediction);
    const weights = sampleWeights('TopKAccuracy', sampleWeight, target.shape);
    this.addAll(weights, (i) => {
      const row = rowOf(i);
      const larger = row.filter((value) => value > row[labels[i]]).length;
      return Number(!row.some(Number.isNaN) && larger < this.k);
    });
  }

  override getConfig(): Record<string, unknown> {
    return { k: this.k };
  }
}
