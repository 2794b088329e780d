/** Round values along an axis. */
export interface Ticks {
  /** Distance between two of them: 1, 2 or 5 times a power of ten. */
  step: number;
  values: number[];
  /** The values with as many decimals as the step needs. */
  labels: string[];
}

/**
 * Round values that cover an axis: the first is at or below `low`, the last at or above `high`.
 *
 * @param low Equal values are moved apart first, so that an axis has a length.
 * @param count About how many.
 * @param leastStep Least distance between two: 1 where only whole numbers have a meaning. Default 0.
 * @throws Error when an end is not finite.
 */
export function niceTicks(low: number, high: number, count: number, leastStep = 0): Ticks {
  if (!Number.isFinite(low) || !Number.isFinite(high)) {
    throw new Error(`niceTicks: ends of an axis must be finite, got ${low} and ${high}`);
  }
  const margin = low === high ? Math.abs(low) / 10 || 1 : 0;
  const [from, to] = [low - margin, high + margin];
  const rough = Math.max(leastStep, (to - from) / count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough * 0.999) ?? 10);
  // A value a rounding error away from a tick is on it.
  const [first, last] = [Math.floor(from / step + 1e-9), Math.ceil(to / step - 1e-9)];
  const values = Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
  const decimals = Math.min(100, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
  return { step, values, labels: values.map((value) => formatTick(value, decimals)) };
}

/** A number for a plot: with a true minus sign, and no minus before zero. */
export function formatTick(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}
