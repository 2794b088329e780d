import type { Tensor } from '@tensorflow/tfjs-core';
import { ComomentSums } from './ComomentSums.js';
import { Metric } from './Metric.js';
import { pairedNumbers } from './pairedNumbers.js';
import { sampleWeights } from './sampleWeights.js';

/**
 * Pearson's correlation of targets and predictions, from −1 to 1 (Pearson 1895, doi:10.1098/rspl.1895.0041); NaN where
 * either is constant, and of less than two examples.
 *
 * Target and prediction are float32 of one shape; every number is an example by itself.
 */
export class PearsonCorrelation extends Metric {
  #sums = new ComomentSums();

  override update(target: Tensor, prediction: Tensor, sampleWeight?: Tensor): void {
    const { target: expected, prediction: given } = pairedNumbers('PearsonCorrelation', target, prediction);
    const weights = sampleWeights('PearsonCorrelation', sampleWeight, target.shape);
    weights.forEach((weight, i) => this.#sums.add(expected[i], given[i], weight));
  }

  override result(): number {
    return this.#sums.correlation();
  }

  override reset(): void {
    this.#sums = new ComomentSums();
  }

  override getConfig(): Record<string, unknown> {
    return {};
  }
}
