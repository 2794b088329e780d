/**
 * Exponential moving average, divided by the weight it has seen: the first values are averaged, not pulled to zero
 * (the bias correction of Adam, arXiv:1412.6980, §3).
 */
export class MovingAverage {
  private sum = 0;
  private weight = 0;

  /** @param decay What is kept of the past at each value, in [0, 1). */
  constructor(private readonly decay: number) {
    if (!(decay >= 0 && decay < 1)) throw new Error(`MovingAverage: decay must be in [0, 1), got ${decay}`);
  }

  /** Takes a value in; returns the average. */
  add(value: number): number {
    this.sum = this.decay * this.sum + (1 - this.decay) * value;
    this.weight = this.decay * this.weight + (1 - this.decay);
    return this.sum / this.weight;
  }
}
