/**
 * What a thread runs, in a worker of Node or of a browser: tasks of the jobs that the owner of the memory gives out.
 *
 * It is bundled into a text of its own, with which every worker starts: no file has to be found, in Node or in any bundle.
 */
import { JOB, REST, SLEEPING, STOP, UP, WORDS } from './controlWords.js';
import { kernelFunctions } from './kernelFunctions.js';
import { taskRunner } from './taskRunner.js';

/** What a worker starts with. */
export interface WorkerStart {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  thread: number;
}

/** Turns of waiting for the next job before the thread sleeps; to wake it takes about as long. */
const TURNS = 20_000;

function work({ module, memory, thread }: WorkerStart): void {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const runTasks = taskRunner(kernelFunctions(exports, memory), memory, thread);
  const control = new Int32Array(memory.buffer, 0, WORDS);
  Atomics.store(control, UP + thread, 1);
  let job = 0;
  for (;;) {
    for (let turn = 0; Atomics.load(control, JOB) === job; turn++) {
      if (turn < TURNS && Atomics.load(control, REST) === 0) continue;
      Atomics.add(control, SLEEPING, 1);
      Atomics.wait(control, JOB, job);
      Atomics.sub(control, SLEEPING, 1);
    }
    job = Atomics.load(control, JOB);
    if (Atomics.load(control, STOP) !== 0) return;
    runTasks();
  }
}

const scope = globalThis as unknown as {
  onmessage: ((event: { data: WorkerStart }) => void) | null;
  postMessage(message: string): void;
  process?: { getBuiltinModule(name: string): { workerData: WorkerStart } };
};
if (typeof scope.process?.getBuiltinModule === 'function') {
  work(scope.process.getBuiltinModule('node:worker_threads').workerData);
} else {
  scope.onmessage = ({ data }) => {
    work(data);
    scope.postMessage('ended');
  };
}
