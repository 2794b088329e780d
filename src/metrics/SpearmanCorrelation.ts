import type { Tensor } from '@tensorflow/tfjs-core';
import { formatTensor } from '../engine/checkTensor.js';
import { averageRanks } from './averageRanks.js';
import { ComomentSums } from './ComomentSums.js';
import { Metric } from './Metric.js';
import { pairedNumbers } from './pairedNumbers.js';

/**
 * Spearman's correlation, Pearson's of the ranks of targets and predictions, where equal numbers share the mean of their
 * ranks (Spearman 1904, doi:10.2307/1412159), from −1 to 1; NaN where either is constant, where one is NaN, and of less
 * than two examples.
 *
 * Target and prediction are float32 of one shape; every number is an example by itself. All of them are kept until
 * {@link reset}, 16 bytes each.
 */
export class SpearmanCorrelation extends Metric {
  #targets: number[] = [];
  #predictions: number[] = [];

  /**
   * Adds a batch.
   *
   * @param target What should come out, float32.
   * @param prediction What came out, float32 of the same shape.
   * @param sampleWeight Must be left out: ranks have no weights.
   * @throws Error when shapes or types do not fit; nothing is added then.
   */
  override update(target: Tensor, prediction: Tensor, sampleWeight?: undefined): void {
    const { target: expected, prediction: given } = pairedNumbers('SpearmanCorrelation', target, prediction);
    if (sampleWeight !== undefined) {
      const got = formatTensor(sampleWeight);
      throw new Error(`SpearmanCorrelation: sampleWeight must be left out, since ranks have no weights, got ${got}`);
    }
    expected.forEach((value, i) => {
      this.#targets.push(value);
      this.#predictions.push(given[i]);
    });
  }

  override result(): number {
    const [x, y] = [this.#targets, this.#predictions].map(averageRanks);
    const sums = new ComomentSums();
    x.forEach((rank, i) => sums.add(rank, y[i], 1));
    return sums.correlation();
  }

  override reset(): void {
    this.#targets = [];
    this.#predictions = [];
  }

  override getConfig(): Record<string, unknown> {
    return {};
  }
}
