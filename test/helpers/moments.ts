/** Mean, standard deviation, and bounds of a sample. */
export interface Moments {
  mean: number;
  deviation: number;
  least: number;
  most: number;
}

/** The moments of a sample, in double precision. */
export function moments(values: ArrayLike<number>): Moments {
  const all = Array.from(values);
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  const deviation = Math.sqrt(all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length);
  const least = all.reduce((low, value) => Math.min(low, value), Infinity);
  const most = all.reduce((high, value) => Math.max(high, value), -Infinity);
  return { mean, deviation, least, most };
}
