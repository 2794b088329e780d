import { array, sizeOf, type NdArray } from './array.js';

/**
 * Random numbers for tests: the same for the same seed, and all float32, so that a float32 operation and its
 * double-precision reference are given the same bits.
 */
export class Random {
  private state: number;

  /** @param seed A whole number below 2³². */
  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** Uniform in [0, 1), in steps of 2⁻²⁴: mulberry32, whose low bits are left out. */
  uniform(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let word = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return ((word ^ (word >>> 14)) >>> 8) * 2 ** -24;
  }

  /** A whole number in [low, high]. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.uniform() * (high - low + 1));
  }

  /** True with this probability. */
  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  /** One of these, each as likely. */
  oneOf<T>(choices: readonly T[]): T {
    return choices[this.integer(0, choices.length - 1)];
  }

  /** Standard normal (Box and Muller 1958), rounded to float32. */
  normal(): number {
    // 1 − u lies in (0, 1]: the logarithm stays finite.
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return Math.fround(radius * Math.cos(2 * Math.PI * this.uniform()));
  }

  /** An array of {@link normal} numbers times `deviation`, rounded to float32. */
  normals(shape: readonly number[], deviation = 1): NdArray {
    return array(
      shape,
      Array.from({ length: sizeOf(shape) }, () => Math.fround(deviation * this.normal())),
    );
  }
}
