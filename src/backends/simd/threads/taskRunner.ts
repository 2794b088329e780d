import * as words from './controlWords.js';

/** Kernels by name: from the first item to before another, with the room of the thread that runs them, then their numbers. */
export type KernelFunctions = Readonly<Record<string, (...numbers: number[]) => void>>;

/**
 * Takes tasks of whatever job is given out in a memory until none is left; one that throws is done, and noted as failed.
 *
 * A thread begins with its own part of them, the same of every job, and goes on with those of others: what it finds in
 * its cache is then mostly what it has written there itself, an operation before.
 *
 * A thread that comes late to one job takes tasks of the next: it reads what to do after it took a task, and the job is
 * not over before that task is done.
 *
 * @param thread Number of the thread; the one that gives out jobs is 0.
 */
export function taskRunner(functions: KernelFunctions, memory: WebAssembly.Memory, thread: number): () => void {
  const { buffer } = memory;
  const control = new Int32Array(buffer, 0, words.WORDS);
  const claims = new Int32Array(buffer, 0, words.claimOf(words.MOST_THREADS));
  const numbers = new Float64Array(buffer, words.NUMBERS_ADDRESS, words.MOST_NUMBERS);
  const byOrder = Object.values(functions);
  const room = words.roomOf(thread);
  let call = -1;
  let given: number[] = [];

  const runTask = (task: number): void => {
    const begin = task * control[words.CHUNK];
    const end = Math.min(control[words.ITEMS], begin + control[words.CHUNK]);
    // The numbers of a call are an array once: to spread the view anew for each task takes a tenth of the task's time.
    if (call !== control[words.CALL]) {
      call = control[words.CALL];
      given = Array.from(numbers.subarray(0, control[words.NUMBERS]));
    }
    byOrder[control[words.KERNEL]](begin, end, room, ...given);
  };

  const noteFailure = (error: unknown): void => {
    // Of several the first one has the word.
    if (Atomics.compareExchange(control, words.FAILED, 0, 1) !== 0) return;
    const message = new TextEncoder().encode(String(error)).slice(0, words.MOST_MESSAGE);
    new Uint8Array(buffer, words.MESSAGE_ADDRESS, words.MOST_MESSAGE).set(message);
    control[words.MESSAGE_LENGTH] = message.length;
  };

  /** Takes tasks of one part until none is left. */
  const runPart = (part: number): void => {
    for (;;) {
      const claim = Atomics.add(claims, words.claimOf(part), 1);
      const task = claim & 0xffff;
      if (task >= claim >>> 16) return;
      try {
        runTask(task);
      } catch (error) {
        noteFailure(error);
      }
      const tasks = control[words.TASKS];
      if (Atomics.add(control, words.DONE, 1) + 1 === tasks) Atomics.notify(control, words.DONE);
    }
  };

  return () => {
    const parts = control[words.THREADS];
    for (let i = 0; i < parts; i++) runPart((thread + i) % parts);
  };
}
