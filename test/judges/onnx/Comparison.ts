import { AssertionError } from 'chai';
import type { NdArray } from '../../float64/array.js';

/** The largest |ours − theirs|; infinite where shapes differ, or where only one of two values is finite. */
export function largestDifference(ours: NdArray, theirs: NdArray): number {
  if (ours.shape.join() !== theirs.shape.join()) return Infinity;
  return ours.values.reduce((most, value, i) => {
    if (Object.is(value, theirs.values[i])) return most;
    const difference = Math.abs(value - theirs.values[i]);
    return Number.isNaN(difference) ? Infinity : Math.max(most, difference);
  }, 0);
}

/** Counts the cases that a judge was asked about, and remembers the one that was furthest off. */
export class Comparison {
  #count = 0;
  #worst = 0;
  #worstCase = 'all are equal';

  constructor(
    readonly name: string,
    readonly tolerance: number,
  ) {}

  /**
   * One case, whose results are compared each.
   *
   * @throws AssertionError when one of them is off by more than the tolerance.
   */
  check(title: string, results: { name: string; ours: NdArray; theirs: NdArray }[]): void {
    this.#count++;
    for (const { name, ours, theirs } of results) {
      const difference = largestDifference(ours, theirs);
      if (difference > this.tolerance) {
        throw new AssertionError(`${this.name}: ${name} off by ${difference} in ${title}`);
      }
      if (difference > this.#worst) [this.#worst, this.#worstCase] = [difference, `${name} in ${title}`];
    }
  }

  /** How many cases were checked. */
  get count(): number {
    return this.#count;
  }

  toString(): string {
    return `${this.name}  ${this.#count} cases  worst ${this.#worst.toExponential(1)}: ${this.#worstCase}`;
  }
}
