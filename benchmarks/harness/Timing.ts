import { quantile } from './quantile.js';

/** How long runs of one case took, in ms. */
export interface Timing {
  medianMs: number;
  minMs: number;
  /** A quarter of the runs took less than the first, a quarter more than the second. */
  quartilesMs: [number, number];
}

/** @throws Error when there is no time. */
export function timingOf(times: readonly number[]): Timing {
  if (times.length === 0) throw new Error('timingOf: times must have at least 1 value, got none');
  const sorted = [...times].sort((a, b) => a - b);
  return {
    medianMs: quantile(sorted, 0.5),
    minMs: sorted[0],
    quartilesMs: [quantile(sorted, 0.25), quantile(sorted, 0.75)],
  };
}
