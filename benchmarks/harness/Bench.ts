import type { Case, CeilingCase } from './Case.js';
import type { PeerName } from './contestants.js';

/** What `npm run bench -- NAME` measures. */
export interface Bench {
  name: string;
  /** What it shows, for people. */
  title: string;
  cases: readonly Case[];
  /** Who is measured beside us. */
  peers: readonly PeerName[];
  /** How long each runs before its first time counts, in ms: compilers watch what runs often before they do their best. */
  warmUpMs: number;
  /** How long each runs in a turn, in ms: enough for some runs of the slowest case of ours. */
  budgetMs: number;
  /** What rates are given in: so many of `scale` units of work a millisecond. */
  unit: string;
  scale: number;
  /** What rates are a share of. */
  ceiling?: CeilingCase;
  /**
   * Whether a peer computed what we did, by the number that each tells of its result; no time counts without that.
   *
   * @returns What the peer's number must be, where it is not.
   */
  objection(theirs: number, ours: number): string | undefined;
}
