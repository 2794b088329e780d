import type { Result } from './Result.js';

/** What a bench came to, and on what. */
export interface BenchRecord {
  bench: string;
  /** The day, as `2026-11-29`. */
  date: string;
  /** As `machineLine` says it. */
  machine: string;
  /** Versions by who took part, ours first. */
  versions: Record<string, string>;
  /** Whether it was one short turn, whose times say little. */
  quick: boolean;
  /** What is to be said of other work that the machine did meanwhile. */
  busy: string | null;
  results: Result[];
}
