import type { Bench } from './Bench.js';
import type { BenchRecord } from './BenchRecord.js';
import { startContestants } from './contestants.js';
import { machineLine } from './machineLine.js';
import { busyLine, OtherProcesses } from './OtherProcesses.js';
import type { Result } from './Result.js';
import { resultsOf } from './resultsOf.js';
import { QUICK, runBench, thorough } from './runBench.js';

/** Who is told of what while a bench runs. */
export interface Listeners {
  /** Of a peer that is left out, and why. */
  say: (line: string) => void;
  /** Of the results of each case when it is done. */
  tell: (results: readonly Result[]) => void;
}

/**
 * Starts ours and the peers, measures a bench, and ends them all.
 *
 * @throws Error when ours does not start, a peer computes something else than ours, or one ends or fails.
 */
export async function measureBench(bench: Bench, quick: boolean, { say, tell }: Listeners): Promise<BenchRecord> {
  const { contestants, versions } = await startContestants(bench.peers, (peer, error) =>
    say(`Without ${peer}; npm run bench -- --help says what it needs. ${error.message}`),
  );
  const results: Result[] = [];
  const others = new OtherProcesses(contestants.map(({ pid }) => pid));
  try {
    for await (const measured of runBench(bench, contestants, quick ? QUICK : thorough(bench))) {
      const made = resultsOf(bench, measured);
      results.push(...made);
      tell(made);
    }
    return {
      bench: bench.name,
      date: new Date().toISOString().slice(0, 10),
      machine: machineLine(),
      versions: Object.fromEntries(versions),
      quick,
      busy: busyLine(others.share()) ?? null,
      results,
    };
  } finally {
    for (const contestant of contestants) contestant.end();
  }
}
