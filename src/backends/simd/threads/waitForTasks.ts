import { DONE } from './controlWords.js';

/** Turns of looking before looking at the clock, and before sleeping. */
const TURNS = 20_000;
/** How long no task may end while one is under way, in ms. */
const PATIENCE = 800;
/** How long to sleep at a time, in ms. */
const NAP = 25;

/**
 * Waits until the tasks of a job are done. The main thread of a browser is not allowed to sleep: there it looks without end.
 *
 * @returns Whether they are; `false` when none has ended for most of a second.
 */
export function waitForTasks(control: Int32Array, tasks: number): boolean {
  let [done, quiet] = [-1, 0];
  let before = 0;
  for (let turn = 1; ; turn++) {
    const now = Atomics.load(control, DONE);
    if (now >= tasks) return true;
    if (turn % TURNS !== 0) continue;
    if (maySleep()) Atomics.wait(control, DONE, now, NAP);
    const time = performance.now();
    // Time in which this thread did not run, as when the whole process is halted, is nobody's silence.
    quiet = now === done ? quiet + Math.min(time - before, 2 * NAP) : 0;
    [done, before] = [now, time];
    if (quiet > PATIENCE) return false;
  }
}

function maySleep(): boolean {
  const { document } = globalThis as { document?: unknown };
  return document === undefined;
}
