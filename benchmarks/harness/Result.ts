import type { Timing } from './Timing.js';

/** What `--json` prints, one a line. */
export interface Result extends Timing {
  bench: string;
  case: string;
  /** Threads that it may compute on; a peer that uses one only stands at each number with the same times. */
  threads: number;
  who: string;
  /** A peer's median over ours on as many threads: above 1 where ours is faster. `null` for ours. */
  ratio: number | null;
  /** What is done in a second, by the median, in {@link unit}. */
  rate: number;
  unit: string;
  /** Bytes that a run needs at its peak beyond its inputs, its results among them; `null` where nobody knows. */
  extraBytes: number | null;
  /** Our rate as a share of the ceiling's, measured in turns with it; `null` for peers, and where a bench has no ceiling. */
  share: number | null;
}

/** A result as JSON, the names that matter most first. */
export function resultLine(result: Result): string {
  const { bench, case: name, threads, who, medianMs, minMs, ratio, ...others } = result;
  return JSON.stringify({ bench, case: name, threads, who, medianMs, minMs, ratio, ...others });
}
