import { Metric } from './Metric.js';

/** A metric that is the weighted mean of a number per example, `Σ weight · value / Σ weight`; NaN of no weight. */
export abstract class MeanMetric extends Metric {
  #total = 0;
  #weight = 0;

  override result(): number {
    return this.#total / this.#weight;
  }

  override reset(): void {
    this.#total = 0;
    this.#weight = 0;
  }

  /** Adds the number of each example. One with the weight 0 counts as nothing, also where its number is NaN. */
  protected addAll(weights: Float64Array, valueOf: (example: number) => number): void {
    weights.forEach((weight, i) => {
      if (weight === 0) return;
      this.#total += weight * valueOf(i);
      this.#weight += weight;
    });
  }
}
