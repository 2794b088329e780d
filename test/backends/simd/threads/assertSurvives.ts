import { assert } from 'chai';
import { memory } from '@tensorflow/tfjs-core';
import { setTimeout } from 'node:timers/promises';
import type { SimdBackend } from '../../../../src/backends/simd/SimdBackend.js';
import { withFaults, type Fault } from './withFaults.js';
import { THREADED, TinyTraining } from './TinyTraining.js';

const MiB = 2 ** 20;
/** 0.8 s of silence and a part of a step, in ms: 0.9 s of an idle machine, of which another half may belong to others. */
const LONGEST = 1800;

/** What goes wrong in a step, and what the step then says. */
export const TROUBLES: Record<string, { worker?: Fault; caller?: 'trap'; windows?: number; says: RegExp }> = {
  'a worker that is ended from outside': {
    worker: 'terminate',
    says: /^simd: every thread must finish its part of kernel \w+, one died or hangs; what the kernel computes is lost, the threads are ended, and others are started$/,
  },
  'a worker that ends itself': {
    worker: 'exit',
    says: /^simd: every thread must finish its part of kernel \w+, one died/,
  },
  'a worker that hangs': {
    worker: 'hang',
    says: /^simd: every thread must finish its part of kernel \w+, one died or hangs/,
  },
  'a trap in a worker': { worker: 'trap', says: /^simd: kernel \w+ failed: RuntimeError: unreachable$/ },
  'a trap in the caller': { caller: 'trap', says: /^simd: kernel \w+ failed: RuntimeError: unreachable$/ },
  'a full memory': {
    windows: 12 * THREADED.batchSize,
    says: /^simd: the memory must hold a \w+ tensor of shape \[[\d, ]+\], \d+ bytes, got \d+ bytes in use by \d+ blocks$/,
  },
};

/**
 * Asserts that a step of a real training says soon what went wrong, that no block or tensor stays, and that
 * the step made again, and another on all threads, come to the weights of a training that nothing happened to.
 *
 * @param times How often in one training.
 */
export async function assertSurvives(trouble: keyof typeof TROUBLES, times: number): Promise<void> {
  const { worker, caller, windows, says } = TROUBLES[trouble];
  const expected = await untroubled(2 * times);
  await withFaults({ threads: 2, bytes: 32 * MiB }, async ({ simd, inWorker, inCaller }) => {
    const training = new TinyTraining(THREADED);
    await training.step();
    const tensors = memory().numTensors;
    const { blocks } = simd.heap.use();
    for (let time = 0; time < times; time++) {
      if (worker !== undefined) inWorker(worker);
      if (caller !== undefined) inCaller(caller);
      const begin = performance.now();
      const error = await training
        .step(THREADED.length, { ...THREADED, batchSize: windows ?? THREADED.batchSize })
        .then(
          () => undefined,
          (thrown: Error) => thrown,
        );
      const milliseconds = performance.now() - begin;
      assert.match(error?.message ?? 'nothing', says);
      assert.isBelow(milliseconds, LONGEST, `time ${time}`);
      assert.equal(memory().numTensors, tensors);
      await training.step();
      await threadsUp(simd);
      await training.step();
      assert.equal(simd.heap.use().blocks, blocks);
    }
    assert.equal(training.hash(), expected);
    training.dispose();
    assert.equal(simd.heap.use().blocks, 0);
  });
}

/** The weights after a first step and some more, of which each is made once. */
async function untroubled(steps: number): Promise<string> {
  let hash = '';
  await withFaults({ threads: 1, bytes: 32 * MiB }, async () => {
    const training = new TinyTraining(THREADED);
    for (let step = 0; step <= steps; step++) await training.step();
    hash = training.hash();
    training.dispose();
  });
  return hash;
}

/** How long threads may take to start, in ms: 20 to 100, and on a machine of which others have nine tenths a second. */
const LONGEST_START = 10_000;

/** Waits until all threads are up. */
export async function threadsUp(simd: SimdBackend): Promise<void> {
  for (const begin = performance.now(); simd.running < simd.threads; await setTimeout(1)) {
    if (performance.now() - begin > LONGEST_START) throw new Error(`of ${simd.threads} threads ${simd.running} are up`);
    // While others end none is started; the next job that several could share starts them.
    simd.withScratch(32, (x) => simd.run('neg', { items: 8, chunk: 4 }, x, x));
  }
}
