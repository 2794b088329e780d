import { createRequire } from 'node:module';
import type { Worker, WorkerOptions } from 'node:worker_threads';
import { SimdBackend } from '../../../../src/backends/simd/SimdBackend.js';
import * as words from '../../../../src/backends/simd/threads/controlWords.js';
import type { KernelFunctions } from '../../../../src/backends/simd/threads/taskRunner.js';
import { WasmHeap } from '../../../../src/backends/simd/WasmHeap.js';
import { withSimd } from '../withSimd.js';

/**
 * How a thread fails in the midst of a task: its WebAssembly traps, it loops without end, it loops and writes into the
 * kernel's last number as an address, it ends itself, it is ended from outside.
 */
export const FAULTS = ['trap', 'hang', 'scribble', 'exit', 'terminate'] as const;
export type Fault = (typeof FAULTS)[number];

/** Words that the pool leaves alone: what shall happen to the next worker that takes a task, or to the caller. */
const OF_WORKER = words.THREADS + 1;
const OF_CALLER = OF_WORKER + 1;
/** Whether a worker waits in its task to be ended from outside. */
const WAITS = OF_WORKER + 2;

/** Plants faults, each met once. */
export interface Faults {
  simd: SimdBackend;
  /** All workers that were started. */
  workers: Worker[];
  /** The next worker that takes a task fails; the caller waits for that within the job. */
  inWorker: (fault: Fault) => void;
  /** The next task that the caller takes of a job of several fails. */
  inCaller: (fault: 'trap') => void;
}

/** `trap` reaches what must not be reached; `hang` is an empty loop. */
const FAULTY = Buffer.from('AGFzbQEAAAABBAFgAAADAwIAAAcPAgR0cmFwAAAEaGFuZwABCg0CAwAACwcAA0AMAAsL', 'base64');

/** What a worker runs before its own program: the kernels of every instance meet the faults. */
const PREFIX = `{
  const Instance = WebAssembly.Instance;
  const faulty = new Instance(new WebAssembly.Module(Buffer.from('${FAULTY.toString('base64')}', 'base64'))).exports;
  WebAssembly.Instance = function (module, imports) {
    const { exports } = new Instance(module, imports);
    const { buffer } = imports.env.memory;
    const control = new Int32Array(buffer, 0, ${words.WORDS});
    const meet = (numbers) => {
      const fault = ${JSON.stringify(['', ...FAULTS])}[Atomics.exchange(control, ${OF_WORKER}, 0)];
      if (fault === 'exit') process.exit();
      if (fault === 'terminate') Atomics.store(control, ${WAITS}, 1);
      if (fault === 'trap') faulty.trap();
      if (fault === 'scribble') for (let i = 0; ; i++) new Int32Array(buffer, numbers.at(-1), 1)[0] = i;
      if (fault === 'hang' || fault === 'terminate') faulty.hang();
    };
    const planted = (name) => (...numbers) => {
      meet(numbers);
      exports[name](...numbers);
    };
    return { exports: Object.fromEntries(Object.keys(exports).map((name) => [name, planted(name)])) };
  };
}`;

/** Runs a test on a simd backend with a guarded memory and real threads, real kernels, and faults where they are planted. */
export async function withFaults(
  { threads, bytes }: { threads: number; bytes: number },
  test: (faults: Faults) => Promise<void>,
): Promise<void> {
  const node = createRequire(import.meta.url)('node:worker_threads') as { Worker: typeof Worker };
  const [RealWorker, RealInstance] = [node.Worker, WebAssembly.Instance];
  const workers: Worker[] = [];
  node.Worker = class extends RealWorker {
    constructor(source: string, options: WorkerOptions) {
      super(PREFIX + source, options);
      workers.push(this);
    }
  };
  const { trap } = new RealInstance(new WebAssembly.Module(FAULTY)).exports as KernelFunctions;
  const heap = new WasmHeap(bytes, true);
  const control = new Int32Array(heap.memory.buffer, 0, words.WORDS);
  WebAssembly.Instance = function (module: WebAssembly.Module, imports: WebAssembly.Imports) {
    const { exports } = new RealInstance(module, imports);
    return { exports: plantInCaller(exports as KernelFunctions, trap, control, workers) };
  } as unknown as typeof WebAssembly.Instance;
  try {
    await withSimd(new SimdBackend(heap), async (simd) => {
      await simd.configure({ threads });
      const inWorker = (fault: Fault): void => void Atomics.store(control, OF_WORKER, 1 + FAULTS.indexOf(fault));
      await test({ simd, workers, inWorker, inCaller: () => void Atomics.store(control, OF_CALLER, 1) });
      heap.checkGuards();
    });
  } finally {
    [node.Worker, WebAssembly.Instance] = [RealWorker, RealInstance];
  }
}

function plantInCaller(
  kernels: KernelFunctions,
  trap: () => void,
  control: Int32Array,
  workers: readonly Worker[],
): KernelFunctions {
  const isShared = (): boolean => Atomics.load(control, words.TASKS) > Atomics.load(control, words.DONE);
  const planted =
    (name: string) =>
    (...numbers: number[]) => {
      if (isShared()) {
        while (Atomics.load(control, OF_WORKER) !== 0) Atomics.wait(control, WAITS, 0, 1);
        if (Atomics.exchange(control, WAITS, 0) !== 0) for (const worker of workers) void worker.terminate();
        if (Atomics.exchange(control, OF_CALLER, 0) !== 0) trap();
      }
      kernels[name](...numbers);
    };
  return Object.fromEntries(Object.keys(kernels).map((name) => [name, planted(name)]));
}
