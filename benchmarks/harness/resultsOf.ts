import type { Bench } from './Bench.js';
import type { Case } from './Case.js';
import type { Contestant } from './Contestant.js';
import { isThreaded, OURS } from './contestants.js';
import type { Result } from './Result.js';
import { timingOf } from './Timing.js';
import type { PairedTimes } from './timesOf.js';

/** What is known of one case and one contestant. */
export interface Measured {
  contestant: Pick<Contestant, 'who' | 'threads'>;
  task: Case;
  times: number[];
  /** Further times, from turns with the ceiling. */
  paired: PairedTimes;
  value?: number;
  extraBytes?: number;
  lacks?: boolean;
}

/**
 * The results of one case: ours for each number of threads, then the peers beside them.
 *
 * @param bench What gives rates their unit and ceiling.
 */
export function resultsOf(bench: Bench, measured: readonly Measured[]): Result[] {
  const ours = measured.filter(({ contestant }) => contestant.who === OURS);
  return ours.flatMap((our) => {
    const { threads } = our.contestant;
    const own = resultOf(bench, our, threads, null);
    const peers = measured.filter(({ contestant: { who, threads: theirs } }) => {
      return who !== OURS && (theirs === threads || !isThreaded(who));
    });
    return [own, ...peers.map((peer) => resultOf(bench, peer, threads, timingOf(peer.times).medianMs / own.medianMs))];
  });
}

function resultOf(bench: Bench, measured: Measured, threads: number, ratio: number | null): Result {
  const { task, contestant, times } = measured;
  const timing = timingOf(times);
  const rate = (bench.scale * task.work) / timing.medianMs;
  return {
    bench: bench.name,
    case: task.name,
    threads,
    who: contestant.who,
    ...timing,
    ratio,
    rate,
    unit: bench.unit,
    extraBytes: measured.extraBytes ?? null,
    share: shareOf(bench, measured),
  };
}

function shareOf({ ceiling }: Bench, { task, contestant, paired }: Measured): number | null {
  if (ceiling === undefined || paired.times.length === 0) return null;
  const work = ceiling.work * (ceiling.ofEachThread ? contestant.threads : 1);
  return task.work / timingOf(paired.times).medianMs / (work / timingOf(paired.ceilingTimes).medianMs);
}
