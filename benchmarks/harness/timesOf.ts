import type { Prepared } from './Prepared.js';

/** Times in ms of a case and of its ceiling, run by turns: both find the machine as busy. */
export interface PairedTimes {
  times: number[];
  ceilingTimes: number[];
}

/** Runs a case until that time has passed, at least once: how long each run took, in ms. */
export async function timesOf(task: Prepared, budgetMs: number): Promise<number[]> {
  const times: number[] = [];
  const end = performance.now() + budgetMs;
  do times.push(await timeOf(task));
  while (performance.now() < end);
  return times;
}

/** How long a case runs before its ceiling does: long enough that what surrounds it is in the caches. */
const SLICE_MS = 5;

/**
 * Runs a case and its ceiling by turns until that time has passed, each at least once: the mean of each turn. A turn of the
 * ceiling takes as long as the case's, since shorter ones would show the machine at other moments.
 */
export async function pairedTimesOf(task: Prepared, ceiling: Prepared, budgetMs: number): Promise<PairedTimes> {
  const paired: PairedTimes = { times: [], ceilingTimes: [] };
  const end = performance.now() + budgetMs;
  do {
    const times = await timesOf(task, Math.min(SLICE_MS, budgetMs));
    paired.times.push(mean(times));
    paired.ceilingTimes.push(mean(await timesOf(ceiling, sum(times))));
  } while (performance.now() < end);
  return paired;
}

const sum = (times: readonly number[]): number => times.reduce((total, time) => total + time, 0);
const mean = (times: readonly number[]): number => sum(times) / times.length;

async function timeOf(task: Prepared): Promise<number> {
  const begin = performance.now();
  const running = task.run();
  // Waiting for what is done already would be timed too.
  if (running !== undefined) await running;
  return performance.now() - begin;
}
