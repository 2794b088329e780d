import { assert } from 'chai';
import { assertTrained } from './assertTrained.js';
import type { PageOutcome, ThreadsUsed } from './openPage.js';

/** That the page trained on a backend, said nothing but its own lines, and knows that it has no files. */
export function assertPage(
  { training, threads, refusals, console }: PageOutcome,
  backend = 'webgl',
  numThreads = 1,
): void {
  assert.deepEqual(console, ['log: begins', 'log: ends']);
  assertTrained(training, backend);
  if (backend === 'simd') assertThreads(threads!, numThreads);
  assert.deepEqual(refusals, [
    "saveWeights: path must be a file of Node, got 'dense.safetensors' elsewhere; use encodeWeights",
    'loadText: source must be read in Node, got "notes.txt" elsewhere; a browser can fetch',
  ]);
}

function assertThreads({ threads, running, products }: ThreadsUsed, numThreads: number): void {
  assert.deepEqual({ threads, running, products }, { threads: numThreads, running: numThreads, products: [512, 512] });
}
