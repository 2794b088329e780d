import { assert } from 'chai';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { loadKernels } from '../../../../src/backends/simd/loadKernels.js';
import { SimdBackend } from '../../../../src/backends/simd/SimdBackend.js';
import { MOST_TASKS } from '../../../../src/backends/simd/threads/controlWords.js';
import { ThreadPool } from '../../../../src/backends/simd/threads/ThreadPool.js';
import { WasmHeap } from '../../../../src/backends/simd/WasmHeap.js';
import { assertSameBits } from '../../../helpers/assertClose.js';
import { withSimd } from '../withSimd.js';
import { threadsUp } from './assertSurvives.js';
import { withFaults } from './withFaults.js';

const SIZE = 100_003;
const MiB = 2 ** 20;

/** −x of some numbers, one task for every thousand; throws when a number is not what it must be. */
function negate(simd: SimdBackend): void {
  const [from, to] = [simd.heap.allocate(SIZE * 4)!, simd.heap.allocate(SIZE * 4)!];
  const view = (address: number): Float32Array => new Float32Array(simd.heap.memory.buffer, address, SIZE);
  try {
    view(from).forEach((_, i, all) => (all[i] = i - 5000.5));
    view(to).fill(NaN);
    simd.run('neg', { items: SIZE, chunk: 1000 }, from, to);
    assertSameBits(
      view(to).slice(),
      Float32Array.from({ length: SIZE }, (_, i) => 5000.5 - i),
    );
  } finally {
    simd.heap.release(from);
    simd.heap.release(to);
  }
}

const onThreads = (
  threads: number,
  test: (simd: SimdBackend) => Promise<void>,
  bytes = 16 * MiB,
): (() => Promise<void>) => {
  return () =>
    withSimd(new SimdBackend(new WasmHeap(bytes, true)), async (simd) => {
      await simd.configure({ threads });
      await test(simd);
      simd.heap.checkGuards();
      assert.equal(simd.heap.use().blocks, 0);
    });
};

describe('ThreadPool', () => {
  for (const threads of [1, 2, 3]) {
    it(
      `computes every item once on ${threads} threads, before and after they are up`,
      onThreads(threads, async (simd) => {
        for (let run = 0; run < 5; run++) negate(simd);
        await threadsUp(simd);
        for (let run = 0; run < 50; run++) negate(simd);
        assert.equal(simd.running, threads);
      }),
    );
  }

  it('makes tasks of whole chunks, at most as many as can be counted', () => {
    const { memory } = new WasmHeap(MiB);
    const { build, module, run } = loadKernels(memory, 'plain');
    const calls: number[][] = [];
    const kernels = { build, module, memory, run: { ...run, neg: (...call: number[]) => void calls.push(call) } };
    const pool = new ThreadPool(kernels, 1, () => assert.fail('nobody ends'));
    const items = 3 * MOST_TASKS * 8 - 5;
    pool.run('neg', { items, chunk: 8 });
    assert.deepEqual(calls[1].slice(0, 2), [24, 48]);
    assert.deepEqual(calls.at(-1)!.slice(0, 2), [items - 19, items]);
    assert.isAtMost(calls.length, MOST_TASKS);
    pool.run('neg', { items: 0, chunk: 8 });
    assert.isAtMost(calls.length, MOST_TASKS);
  });

  it(
    'says which kernel trapped, on whichever thread, and computes on',
    onThreads(3, async (simd) => {
      await threadsUp(simd);
      for (const chunk of [SIZE, 1000]) {
        for (let run = 0; run < 20; run++) {
          const message = 'simd: kernel neg failed: RuntimeError: memory access out of bounds';
          assert.throws(() => simd.run('neg', { items: SIZE, chunk }, 0xfff00000, 0xfff00000), message);
        }
        negate(simd);
      }
      assert.equal(simd.running, 3);
    }),
  );

  it(
    'computes while it is told to use another number of threads, again and again',
    onThreads(2, async (simd) => {
      for (const threads of [3, 1, 2, 2, 3]) {
        negate(simd);
        const told = simd.configure({ threads });
        negate(simd);
        await told;
        negate(simd);
      }
      const both = [simd.configure({ threads: 3 }), simd.configure({ threads: 2 })];
      negate(simd);
      await Promise.all(both);
      await threadsUp(simd);
      negate(simd);
      assert.equal(simd.running, 2);
    }),
  );

  it(
    'has all threads reach what the memory has just grown by, in bulk operations too, whose limits engines check',
    onThreads(
      3,
      async (simd) => {
        await threadsUp(simd);
        const blocks: number[] = [];
        for (let size = 0; blocks.length < 100; size = simd.heap.memory.buffer.byteLength) {
          const address = simd.heap.allocate(MiB)!;
          blocks.push(address);
          if (simd.heap.memory.buffer.byteLength === size) continue;
          const bytes = new Uint8Array(simd.heap.memory.buffer, address, MiB).fill(1);
          simd.run('clear', { items: MiB, chunk: 16_384 }, address);
          assert.isTrue(bytes.every((byte) => byte === 0));
        }
        for (const address of blocks) simd.heap.release(address);
      },
      256 * MiB,
    ),
  );

  it('replaces a thread that dies without a task', () =>
    withFaults({ threads: 3, bytes: 16 * MiB }, async ({ simd, workers }) => {
      negate(simd);
      await threadsUp(simd);
      await workers[0].terminate();
      assert.equal(simd.running, 2);
      negate(simd);
      await threadsUp(simd);
      negate(simd);
      assert.lengthOf(workers, 3);
    }));

  it('computes when a thread died a moment ago and nobody knows', () =>
    withFaults({ threads: 2, bytes: 16 * MiB }, async ({ simd, workers }) => {
      for (let run = 0; run < 5; run++) {
        await threadsUp(simd);
        // Asleep, without a task.
        await new Promise((resolve) => setTimeout(resolve, 20));
        const ended = workers.at(-1)!.terminate();
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
        negate(simd);
        await ended;
      }
    }));

  it('starts no more threads after nine have died, says so, and goes on without', () =>
    withFaults({ threads: 2, bytes: 16 * MiB }, async ({ simd, workers }) => {
      const { warn } = console;
      const warned: unknown[] = [];
      console.warn = (...words: unknown[]) => warned.push(...words);
      try {
        for (let death = 0; death < 9; death++) {
          assert.deepEqual(warned, []);
          await threadsUp(simd);
          await workers.at(-1)!.terminate();
        }
        negate(simd);
      } finally {
        console.warn = warn;
      }
      assert.deepEqual(warned, [
        'simd: threads must live until they are ended, 9 died or did not start, the last of "exit code 1"; ' +
          'no more are started, and it goes on with those that are left',
      ]);
      assert.lengthOf(workers, 9);
      assert.equal(simd.running, 1);
    }));

  it(
    'computes alone where no thread may be started, and says why',
    onThreads(3, async (simd) => {
      const node = createRequire(import.meta.url)('node:worker_threads') as { Worker: unknown };
      const { Worker } = node;
      const { warn } = console;
      const warned: unknown[] = [];
      console.warn = (...words: unknown[]) => warned.push(...words);
      node.Worker = function () {
        throw new Error('access denied');
      };
      try {
        for (let run = 0; run < 10; run++) negate(simd);
      } finally {
        node.Worker = Worker;
        console.warn = warn;
      }
      assert.lengthOf(warned, 1);
      assert.include(warned[0], '9 died or did not start, the last of "Error: access denied"');
      await simd.configure({ threads: 2 });
      await threadsUp(simd);
    }),
  );

  it('computes alone while a thread that hung may still write, into memory that nobody else gets', () =>
    withFaults({ threads: 2, bytes: 16 * MiB }, async ({ simd, workers, inWorker }) => {
      await threadsUp(simd);
      const [from, to] = [simd.heap.allocate(SIZE * 4)!, simd.heap.allocate(SIZE * 4)!];
      const scribbled = new Int32Array(simd.heap.memory.buffer, to, 1);
      inWorker('scribble');
      assert.throws(
        () => simd.run('neg', { items: SIZE, chunk: 1000 }, from, to),
        'simd: every thread must finish its part of kernel neg, one died or hangs',
      );
      const ended = once(workers[0], 'exit');
      simd.heap.release(from);
      simd.heap.release(to);
      assert.throws(() => simd.heap.release(to), `WasmHeap.release: address must be that of a block, got ${to}`);
      const others = [simd.heap.allocate(SIZE * 4)!, simd.heap.allocate(SIZE * 4)!];
      assert.notIncludeMembers(others, [from, to]);
      assert.isAbove(Math.min(...others), to);
      for (const other of others) simd.heap.release(other);
      negate(simd);
      assert.equal(simd.running, 1);

      await ended;
      await new Promise((resolve) => setTimeout(resolve, 0));
      assert.equal(simd.heap.use().blocks, 0);
      const last = Atomics.load(scribbled, 0);
      await new Promise((resolve) => setTimeout(resolve, 20));
      assert.equal(Atomics.load(scribbled, 0), last);
      await threadsUp(simd);
      negate(simd);
      assert.isAbove(last, 0);
      assert.lengthOf(workers, 2);
    }));

  it(
    'refuses an option that it does not have, or a value out of its range, and goes on',
    onThreads(2, async (simd) => {
      await threadsUp(simd);
      const refusal = (options: object): Promise<string> =>
        simd.configure(options).then(
          () => 'accepted',
          (error: Error) => error.message,
        );
      assert.match(
        await refusal({ threads: 65 }),
        /^setBackend: threads must be a whole number, at least 1, at most 64/,
      );
      assert.equal(simd.running, 2);
    }),
  );
});
