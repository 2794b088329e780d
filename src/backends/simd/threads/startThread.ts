import { worker as source } from '../generated/worker.js';
import type { WorkerStart } from './worker.js';

/** A thread that was started. */
export interface Thread {
  /** Resolves when it has ended, for whatever reason: from then on it writes nothing. Does not keep Node alive. */
  readonly ended: Promise<void>;
  /** Keeps Node alive until it has ended. */
  awaitEnd(): Promise<void>;
  /** Ends it, whatever it is doing. */
  kill(): void;
}

/** Whether memory can be shared with other threads here: in Node, and in pages that are cross-origin isolated. */
export function canShareMemory(): boolean {
  const { crossOriginIsolated } = globalThis as { crossOriginIsolated?: boolean };
  return typeof SharedArrayBuffer !== 'undefined' && crossOriginIsolated !== false;
}

/** How many cores there are. */
export function numCores(): number {
  return nodeModule('node:os')?.availableParallelism() ?? navigator.hardwareConcurrency;
}

/** Starts a thread; it neither keeps Node alive nor needs the event loop. */
export function startThread(start: WorkerStart): Thread {
  const node = nodeModule('node:worker_threads');
  return node === undefined ? startInBrowser(start) : startInNode(node, start);
}

function startInNode({ Worker }: typeof import('node:worker_threads'), start: WorkerStart): Thread {
  // The options of this process, such as its loader of TypeScript, are not for the thread.
  const worker = new Worker(source, { eval: true, workerData: start, execArgv: [], env: {} });
  worker.unref();
  // An error ends the thread, and who waits for its end learns of that.
  worker.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => void worker.once('exit', () => resolve()));
  const awaitEnd = (): Promise<void> => {
    worker.ref();
    return ended;
  };
  return { ended, awaitEnd, kill: () => void worker.terminate() };
}

function startInBrowser(start: WorkerStart): Thread {
  const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const worker = new Worker(address);
  const { promise, resolve } = withResolvers();
  worker.onmessage = () => {
    worker.terminate();
    resolve();
  };
  worker.onerror = () => resolve();
  worker.postMessage(start);
  const kill = (): void => {
    worker.terminate();
    // A browser says nothing of a worker's end. It stops within this, or the page is closed.
    setTimeout(resolve, 200);
  };
  const ended = promise.finally(() => URL.revokeObjectURL(address));
  return { ended, awaitEnd: () => ended, kill };
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve!: () => void;
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}

/** A module of Node's own, without an import that bundlers for browsers would stumble over. */
function nodeModule<Name extends 'node:os' | 'node:worker_threads'>(
  name: Name,
): (Name extends 'node:os' ? typeof import('node:os') : typeof import('node:worker_threads')) | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?(name: string): unknown } };
  return process?.getBuiltinModule?.(name) as ReturnType<typeof nodeModule<Name>>;
}
