import { assert } from 'chai';
import { assertTrained } from './assertTrained.js';
import type { PageOutcome } from './openPage.js';

/** That the page trained on the GPU's interface, said nothing but its own lines, and knows that it has no files. */
export function assertPage({ training, refusals, console }: PageOutcome): void {
  assert.deepEqual(console, ['log: begins', 'log: ends']);
  assertTrained(training, 'webgl');
  assert.deepEqual(refusals, [
    "saveWeights: path must be a file of Node, got 'dense.safetensors' elsewhere; use encodeWeights",
    'loadText: source must be read in Node, got "notes.txt" elsewhere; a browser can fetch',
  ]);
}
