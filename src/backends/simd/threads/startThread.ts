import { worker as source } from '../generated/worker.js';
import { nodeModule } from '../nodeModule.js';
import type { WorkerStart } from './worker.js';

/** A thread that was started. */
export interface Thread {
  /** Resolves to why it has ended: from then on it writes nothing. Does not keep Node alive. */
  readonly ended: Promise<string>;
  /** Keeps Node alive until it has ended. */
  awaitEnd(): Promise<string>;
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
  let error: Error | undefined;
  worker.on('error', (thrown: Error) => (error = thrown));
  const ended = new Promise<string>((resolve) => {
    worker.once('exit', (code) => resolve(error === undefined ? `exit code ${code}` : String(error)));
  });
  const awaitEnd = (): Promise<string> => {
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
    resolve('its own end');
  };
  worker.onerror = ({ message }) => resolve(message);
  worker.postMessage(start);
  const kill = (): void => {
    worker.terminate();
    // A browser says nothing of a worker's end. It stops within this, or the page is closed.
    setTimeout(() => resolve('its end from outside'), 200);
  };
  const ended = promise.finally(() => URL.revokeObjectURL(address));
  return { ended, awaitEnd: () => ended, kill };
}

function withResolvers(): { promise: Promise<string>; resolve: (reason: string) => void } {
  let resolve!: (reason: string) => void;
  const promise = new Promise<string>((settle) => (resolve = settle));
  return { promise, resolve };
}
