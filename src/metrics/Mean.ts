import type { Tensor } from '@tensorflow/tfjs-core';
import { checkTensor } from '../engine/checkTensor.js';
import { MeanMetric } from './MeanMetric.js';
import { sampleWeights } from './sampleWeights.js';

/**
 * The weighted mean of numbers, of losses for example; NaN of none. It compares nothing: `update` takes the numbers in
 * the place of a target, and their weights in that of a prediction.
 */
export class Mean extends MeanMetric {
  /**
   * Adds numbers.
   *
   * @param values float32, of any shape.
   * @param sampleWeight How much each counts, float32, at least 0: of that shape or of its first axes. Default 1.
   * @throws Error when shapes or types do not fit; nothing is added then.
   */
  override update(values: Tensor, sampleWeight?: Tensor): void {
    checkTensor('Mean', 'values', values, 'float32');
    const weights = sampleWeights('Mean', sampleWeight, values.shape);
    const numbers = values.dataSync();
    this.addAll(weights, (i) => numbers[i]);
  }

  override getConfig(): Record<string, unknown> {
    return {};
  }
}
