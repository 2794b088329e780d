import { assert } from 'chai';
import { availableParallelism } from 'node:os';
import { assertTrained, type TinyTraining } from './assertTrained.js';
import type { ThreadsUsed } from './openPage.js';
import { runProgram } from './runProgram.js';

/** That `programs/inNode.mjs`, or a bundle of it, trains, has right gradients, and prints its one line and no other. */
export async function assertNodeRun(program: string, folder: string): Promise<void> {
  const { stdout, stderr } = await runProgram(process.execPath, [program], folder);
  assert.equal(stderr, '');
  assert.match(stdout, /^{.*}\n$/);
  const { threads, derivative, passed, rows, ...training } = JSON.parse(stdout) as TinyTraining &
    Record<string, unknown>;
  assertTrained(training, 'simd');
  const { products, running } = threads as ThreadsUsed;
  assert.deepEqual({ products, running }, { products: [512, 512], running: availableParallelism() });
  const expected = [-1, 0.5, 2].map((x) => Math.sin(x) + x * Math.cos(x));
  assert.lengthOf(derivative as number[], 3);
  (derivative as number[]).forEach((value, i) => assert.approximately(value, expected[i], 1e-6));
  assert.isTrue(passed);
  assert.deepEqual(rows, ['x', 'all together']);
}
