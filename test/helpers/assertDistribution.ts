import { AssertionError } from 'chai';
import { erf } from '../float64/erf.js';

/** The share of a distribution that lies at or below a number. */
export type Cumulative = (x: number) => number;

/** Of the uniform distribution between two bounds. */
export function uniformCumulative(low: number, high: number): Cumulative {
  return (x) => Math.min(1, Math.max(0, (x - low) / (high - low)));
}

/** Of the normal distribution, cut at `cut` standard deviations from the mean on both sides. Default: not cut. */
export function normalCumulative(mean: number, stddev: number, cut = Infinity): Cumulative {
  const below = (z: number): number => (1 + erf(z / Math.SQRT2)) / 2;
  const [first, last] = cut === Infinity ? [0, 1] : [below(-cut), below(cut)];
  return (x) => Math.min(1, Math.max(0, (below((x - mean) / stddev) - first) / (last - first)));
}

/** How far the share of a sample below a number is from the distribution's, at most (Kolmogorov and Smirnov). */
export function largestDeviation(sample: ArrayLike<number>, cumulative: Cumulative): number {
  const sorted = Float64Array.from(sample).sort();
  return sorted.reduce((most, x, i) => {
    const expected = cumulative(x);
    return Math.max(most, (i + 1) / sorted.length - expected, expected - i / sorted.length);
  }, 0);
}

/**
 * How often a sample of the very distribution would be refused, if seeds were drawn. They are fixed: a test that passes
 * once always does.
 */
export const FALSE_ALARM = 1e-6;

/**
 * Asserts that a sample is one of a distribution, where a right one is refused once in a million.
 *
 * The bound holds for every size of sample: P(D > ε) ≤ 2 exp(−2 n ε²) (Massart 1990).
 */
export function assertDistribution(sample: ArrayLike<number>, cumulative: Cumulative, name = 'sample'): void {
  const deviation = largestDeviation(sample, cumulative);
  const bound = Math.sqrt(Math.log(2 / FALSE_ALARM) / (2 * sample.length));
  if (!(deviation <= bound)) {
    throw new AssertionError(
      `${name}: expected a deviation of at most ${bound} from the distribution, got ${deviation}`,
    );
  }
}
