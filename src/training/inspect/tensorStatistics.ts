import { checkArray } from '../../config/checkArray.js';

/** What can be said of a tensor's numbers. */
export interface TensorStatistics {
  /** How many there are, also of those that are not finite. */
  count: number;
  /** Mean of the finite ones; like the three below NaN where there is none. */
  mean: number;
  /** Standard deviation of the finite ones, of the numbers as they are: divided by their count. */
  deviation: number;
  /** The least finite one. */
  least: number;
  /** The largest finite one. */
  largest: number;
  /** How many are zero, of either sign. */
  zeros: number;
  /** How many are NaN or infinite. */
  nonFinite: number;
}

/**
 * Statistics of a tensor's numbers, in double precision, by two passes without a copy. Whole numbers of 64 bits are rounded
 * to the next double.
 *
 * @throws Error when the values are neither an array nor a typed array.
 */
export function tensorStatistics(values: ArrayLike<number> | BigInt64Array): TensorStatistics {
  checkArray('tensorStatistics', 'values', values);
  const count = values.length;
  let [least, largest, zeros, nonFinite] = [Infinity, -Infinity, 0, 0];
  for (let i = 0; i < count; i++) {
    const value = Number(values[i]);
    if (!Number.isFinite(value)) {
      nonFinite++;
      continue;
    }
    if (value < least) least = value;
    if (value > largest) largest = value;
    if (value === 0) zeros++;
  }
  if (nonFinite === count) return { count, mean: NaN, deviation: NaN, least: NaN, largest: NaN, zeros, nonFinite };
  return { count, ...meanAndDeviation(values, unitOf(Math.max(-least, largest))), least, largest, zeros, nonFinite };
}

/** Mean and standard deviation of the finite numbers, each divided by `unit` (Welford 1962). */
function meanAndDeviation(
  values: ArrayLike<number> | BigInt64Array,
  unit: number,
): { mean: number; deviation: number } {
  let [seen, mean, squares] = [0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = Number(values[i]) / unit;
    if (!Number.isFinite(value)) continue;
    const distance = value - mean;
    mean += distance / ++seen;
    squares += distance * (value - mean);
  }
  return { mean: mean * unit, deviation: Math.sqrt(squares / seen) * unit };
}

/** A power of two, so that division rounds nothing, by which no square of a double overflows or vanishes. */
function unitOf(magnitude: number): number {
  return magnitude === 0 ? 1 : 2 ** Math.max(-1000, Math.min(1000, Math.floor(Math.log2(magnitude))));
}
