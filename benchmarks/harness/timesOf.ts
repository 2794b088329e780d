import type { Prepared } from './Prepared.js';

/** Runs a case until that time has passed, at least once: how long each run took, in ms. */
export async function timesOf(task: Prepared, budgetMs: number): Promise<number[]> {
  const times: number[] = [];
  const end = performance.now() + budgetMs;
  do {
    const begin = performance.now();
    const running = task.run();
    // Waiting for what is done already would be timed too.
    if (running !== undefined) await running;
    times.push(performance.now() - begin);
  } while (performance.now() < end);
  return times;
}
