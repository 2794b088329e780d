import type { KernelBuild, SimdKernels } from '../loadKernels.js';
import * as words from './controlWords.js';
import { taskRunner } from './runTasks.js';
import { startThread, type Thread } from './startThread.js';
import { waitForTasks } from './waitForTasks.js';

/** Threads that end by themselves more often than this are not started again. */
const MOST_RESTARTS = 8;

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
 * whose thread died or hung in a job gives an error, ends all threads, and starts new ones.
 */
export class ThreadPool {
  private readonly control: Int32Array;
  private readonly numbers: Float64Array;
  private readonly order: ReadonlyMap<string, number>;
  private readonly runTasks: () => void;
  private readonly room = words.roomOf(0);
  private workers: (Thread | undefined)[] = [];
  private restarts = 0;
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
    return 1 + this.workers.filter((_, thread) => Atomics.load(this.control, words.UP + thread) !== 0).length;
  }

  /**
   * Runs a kernel over all items: as one call for each chunk, on whatever thread.
   *
   * @throws Error when the kernel traps, or a thread dies or hangs with a chunk of it.
   */
  run(name: string, { items, chunk }: Job, ...numbers: number[]): void {
    if (items <= 0) return;
    const size = Math.max(1, chunk, Math.ceil(items / words.MOST_TASKS));
    const tasks = Math.ceil(items / size);
    if (tasks === 1 || this.threads === 1) this.runAlone(name, items, size, numbers);
    else this.runTogether(name, items, size, tasks, numbers);
  }

  /** Ends the threads; the next job starts them again. Resolves when they have ended. */
  async stop(): Promise<void> {
    const workers = this.workers.filter((worker) => worker !== undefined);
    if (workers.length === 0) return this.ending;
    this.workers = [];
    Atomics.store(this.control, words.STOP, 1);
    Atomics.add(this.control, words.JOB, 1);
    Atomics.notify(this.control, words.JOB);
    this.ending = Promise.all(workers.map((worker) => worker.awaitEnd())).then(() => this.reset());
    await this.ending;
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
    this.startWorkers();
    const { control } = this;
    control[words.KERNEL] = this.order.get(name)!;
    control[words.ITEMS] = items;
    control[words.CHUNK] = size;
    control[words.NUMBERS] = numbers.length;
    this.numbers.set(numbers);
    Atomics.store(control, words.FAILED, 0);
    Atomics.store(control, words.DONE, 0);
    Atomics.store(control, words.CLAIM, tasks << 16);
    Atomics.add(control, words.JOB, 1);
    if (Atomics.load(control, words.SLEEPING) > 0) Atomics.notify(control, words.JOB, tasks - 1);
    this.runTasks();
    if (!waitForTasks(control, tasks)) this.giveUp(name);
    if (Atomics.load(control, words.FAILED) !== 0) throw new Error(`simd: kernel ${name} failed: ${this.message()}`);
  }

  private startWorkers(): void {
    if (this.ending !== undefined) return;
    for (let thread = 1; thread < this.threads; thread++) this.workers[thread] ??= this.start(thread);
  }

  private start(thread: number): Thread | undefined {
    if (this.restarts > MOST_RESTARTS) return undefined;
    const { module, memory } = this.kernels;
    const worker = startThread({ module, memory, thread });
    void worker.ended.then(() => {
      if (this.workers[thread] !== worker) return;
      // It ended while it was idle, or while it started: nothing is lost, and the next job starts another.
      this.restarts += 1;
      this.workers[thread] = undefined;
      Atomics.store(this.control, words.UP + thread, 0);
    });
    return worker;
  }

  private giveUp(name: string): never {
    this.restarts += 1;
    const workers = this.workers.filter((worker) => worker !== undefined);
    this.workers = [];
    for (const worker of workers) worker.kill();
    this.ending = Promise.all(workers.map((worker) => worker.awaitEnd())).then(() => this.reset());
    this.whileUnsure(this.ending);
    const next = this.restarts > MOST_RESTARTS ? 'and it goes on alone from here' : 'and others are started';
    throw new Error(
      `simd: every thread must finish its part of kernel ${name}, one died or hangs; ` +
        `what the kernel computes is lost, the threads are ended, ${next}`,
    );
  }

  private reset(): void {
    this.control.fill(0);
    this.ending = undefined;
  }

  private message(): string {
    const bytes = new Uint8Array(this.kernels.memory.buffer, words.MESSAGE_ADDRESS, this.control[words.MESSAGE_LENGTH]);
    // Decoders refuse memory that is shared.
    return new TextDecoder().decode(bytes.slice());
  }
}
