import type { Prepared } from './Prepared.js';

/** Times in ms of a case and of its ceiling, run by turns: both find the caches as full, and the machine as busy. */
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

/** Runs a case and its ceiling by turns until that time has passed, each at least once. */
export async function pairedTimesOf(task: Prepared, ceiling: Prepared, budgetMs: number): Promise<PairedTimes> {
  const paired: PairedTimes = { times: [], ceilingTimes: [] };
  const end = performance.now() + budgetMs;
  do {
    paired.times.push(await timeOf(task));
    paired.ceilingTimes.push(await timeOf(ceiling));
  } while (performance.now() < end);
  return paired;
}

async function timeOf(task: Prepared): Promise<number> {
  const begin = performance.now();
  const running = task.run();
  // Waiting for what is done already would be timed too.
  if (running !== undefined) await running;
  return performance.now() - begin;
}
