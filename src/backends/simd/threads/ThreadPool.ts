import type { KernelBuild, SimdKernels } from '../loadKernels.js';
import * as words from './controlWords.js';
import { taskRunner } from './taskRunner.js';
import { startThread, type Thread } from './startThread.js';
import { waitForTasks } from './waitForTasks.js';

/** After this many deaths no thread is started again: what kills them would kill the next ones too. */
const MOST_DEATHS = 8;

/** Work for a kernel: items, cut into chunks that depend on nothing but the work, so that results do not either. */
export interface Job {
  items: number;
  /** Items of a task, 20 to 60 µs of work: much more would be taken for a thread that hangs. */
  chunk: number;
}

/**
 * Runs kernels on all threads: the caller and workers that take tasks of the same job, as they come.
 *
 * Workers start with the first job that has several tasks, and join when they are up; nobody waits for them. A pool
 * whose thread died or hung in a job gives an error, ends all threads, and starts new ones. While threads end, the caller
 * computes alone and leaves the control words to them: a thread that was only slow would count its task to a later job.
 */
export class ThreadPool {
  private readonly control: Int32Array;
  private readonly claims: Int32Array;
  private readonly numbers: Float64Array;
  private readonly order: ReadonlyMap<string, number>;
  private readonly runTasks: () => void;
  private readonly room = words.roomOf(0);
  private workers: (Thread | undefined)[] = [];
  private deaths = 0;
  /** Never begins anew, as the control words do when threads have ended: the caller's own numbers would be those of before. */
  private calls = 0;
  /** Pending while threads on this memory end. */
  private ending?: Promise<void>;

  /**
   * @param threads The caller and the workers; 1 where memory cannot be shared.
   * @param whileUnsure Is told when threads that may still write are being ended, and for how long: memory that they were
   * told of must not be handed out until then.
   */
  constructor(
    private readonly kernels: SimdKernels,
    readonly threads: number,
    private readonly whileUnsure: (ended: Promise<void>) => void,
  ) {
    const { buffer } = kernels.memory;
    this.control = new Int32Array(buffer, 0, words.WORDS);
    this.claims = new Int32Array(buffer, 0, words.claimOf(words.MOST_THREADS));
    this.numbers = new Float64Array(buffer, words.NUMBERS_ADDRESS, words.MOST_NUMBERS);
    this.order = new Map(Object.keys(kernels.run).map((name, order) => [name, order]));
    this.runTasks = taskRunner(kernels.run, kernels.memory, 0);
  }

  /** Which build of the kernels runs. */
  get build(): KernelBuild {
    return this.kernels.build;
  }

  /** How many threads take tasks now, the caller among them. */
  get running(): number {
    const isUp = (_: unknown, thread: number): boolean => Atomics.load(this.control, words.UP + thread) !== 0;
    return 1 + this.workers.filter(isUp).length;
  }

  /**
   * Runs a kernel over all items: as one call for each chunk, on whatever thread.
   *
   * @throws Error when the kernel traps, or a thread dies or hangs with a chunk of it.
   */
  run(name: string, { items, chunk }: Job, ...numbers: number[]): void {
    if (items <= 0) return;
    const least = Math.max(1, chunk);
    // More than the most tasks: several chunks make one, so that tasks begin where chunks do.
    const size = least * Math.ceil(items / least / words.MOST_TASKS);
    const tasks = Math.ceil(items / size);
    if (tasks === 1 || this.threads === 1 || this.ending !== undefined) this.runAlone(name, items, size, numbers);
    else this.runTogether(name, items, size, tasks, numbers);
  }

  /**
   * Runs something else than a kernel, with threads that wait for a job put to sleep first: they look for it some 0.1 ms
   * before they would do so by themselves, on cores that others may need.
   */
  whileResting(work: () => void): void {
    Atomics.store(this.control, words.REST, 1);
    try {
      work();
    } finally {
      Atomics.store(this.control, words.REST, 0);
    }
  }

  /** Ends the threads; the next job starts them again. Resolves when they have ended. */
  async stop(): Promise<void> {
    const workers = this.forgetWorkers();
    if (workers.length > 0) {
      Atomics.store(this.control, words.STOP, 1);
      Atomics.add(this.control, words.JOB, 1);
      Atomics.notify(this.control, words.JOB);
      void this.awaitEnd(workers);
    }
    await this.ending;
  }

  /** Starts no threads before those of another pool on the same memory have ended: the control words are theirs. */
  startAfter(ended: Promise<void>): void {
    this.ending = ended.then(() => {
      this.ending = undefined;
    });
  }

  private runAlone(name: string, items: number, size: number, numbers: number[]): void {
    const kernel = this.kernels.run[name];
    try {
      for (let begin = 0; begin < items; begin += size) {
        kernel(begin, Math.min(items, begin + size), this.room, ...numbers);
      }
    } catch (error) {
      throw new Error(`simd: kernel ${name} failed: ${String(error)}`, { cause: error });
    }
  }

  private runTogether(name: string, items: number, size: number, tasks: number, numbers: number[]): void {
    for (let thread = 1; thread < this.threads; thread++) this.workers[thread] ??= this.start(thread);
    const { control } = this;
    control[words.KERNEL] = this.order.get(name)!;
    control[words.ITEMS] = items;
    control[words.CHUNK] = size;
    control[words.NUMBERS] = numbers.length;
    // One by one: `set` of an array was a line of its own in the profile of a training step.
    for (let i = 0; i < numbers.length; i++) this.numbers[i] = numbers[i];
    control[words.CALL] = ++this.calls;
    Atomics.store(control, words.FAILED, 0);
    Atomics.store(control, words.DONE, 0);
    control[words.TASKS] = tasks;
    control[words.THREADS] = this.threads;
    for (let thread = 0, first = 0; thread < this.threads; thread++) {
      const end = Math.floor((tasks * (thread + 1)) / this.threads);
      Atomics.store(this.claims, words.claimOf(thread), (end << 16) | first);
      first = end;
    }
    Atomics.add(control, words.JOB, 1);
    if (Atomics.load(control, words.SLEEPING) > 0) Atomics.notify(control, words.JOB, tasks - 1);
    this.runTasks();
    if (!waitForTasks(control, tasks)) this.giveUp(name);
    if (Atomics.load(control, words.FAILED) !== 0) throw new Error(`simd: kernel ${name} failed: ${this.message()}`);
  }

  private start(thread: number): Thread | undefined {
    if (this.deaths > MOST_DEATHS) return undefined;
    const { module, memory } = this.kernels;
    let worker: Thread;
    try {
      worker = startThread({ module, memory, thread });
    } catch (error) {
      this.countDeath(String(error));
      return undefined;
    }
    void worker.ended.then((reason) => {
      if (this.workers[thread] !== worker) return;
      // It died without a task, or while it started: nothing is lost, and the next job starts another.
      this.workers[thread] = undefined;
      Atomics.store(this.control, words.UP + thread, 0);
      this.countDeath(reason);
    });
    return worker;
  }

  private countDeath(reason: string): void {
    this.deaths += 1;
    if (this.deaths !== MOST_DEATHS + 1) return;
    console.warn(
      `simd: threads must live until they are ended, ${this.deaths} died or did not start, the last of "${reason}"; ` +
        'no more are started, and it goes on with those that are left',
    );
  }

  private giveUp(name: string): never {
    this.deaths += 1;
    const workers = this.forgetWorkers();
    for (const worker of workers) worker.kill();
    this.whileUnsure(this.awaitEnd(workers));
    const next = this.deaths > MOST_DEATHS ? 'and it goes on alone from here' : 'and others are started';
    throw new Error(
      `simd: every thread must finish its part of kernel ${name}, one died or hangs; ` +
        `what the kernel computes is lost, the threads are ended, ${next}`,
    );
  }

  private forgetWorkers(): Thread[] {
    const workers = this.workers.filter((worker) => worker !== undefined);
    this.workers = [];
    return workers;
  }

  private awaitEnd(workers: readonly Thread[]): Promise<void> {
    this.ending = Promise.all(workers.map((worker) => worker.awaitEnd())).then(() => {
      this.control.fill(0);
      // A job that was given up leaves tasks that nobody took.
      for (let thread = 0; thread < words.MOST_THREADS; thread++) this.claims[words.claimOf(thread)] = 0;
      this.ending = undefined;
    });
    return this.ending;
  }

  private message(): string {
    const bytes = new Uint8Array(this.kernels.memory.buffer, words.MESSAGE_ADDRESS, this.control[words.MESSAGE_LENGTH]);
    // Decoders refuse memory that is shared.
    return new TextDecoder().decode(bytes.slice());
  }
}
