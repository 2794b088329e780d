import '../../../src/backends/simd/register.js';
import { backend, getBackend, registerBackend, removeBackend, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { SimdBackend } from '../../../src/backends/simd/SimdBackend.js';
import type { ThreadPool } from '../../../src/backends/simd/threads/ThreadPool.js';
import { WasmHeap } from '../../../src/backends/simd/WasmHeap.js';
import { setBackend } from '../../../src/engine/backend.js';
import { assertSameBits } from '../../helpers/assertClose.js';

/** Asserts the same bits on 1, 2 and 3 threads, each of them up, of what is computed on a guarded memory of 256 MiB. */
export async function assertSameOnThreads(compute: () => Tensor[]): Promise<void> {
  const before = getBackend();
  const heap = new WasmHeap(256 * 2 ** 20, true);
  removeBackend('simd');
  registerBackend('simd', () => new SimdBackend(heap), 0);
  await setBackend('simd');
  const simd = backend() as SimdBackend;
  const values = () => tidy(() => compute().map((tensor) => tensor.dataSync()));
  try {
    const alone: ReturnType<typeof values> = [];
    for (const threads of [1, 2, 3]) {
      await simd.configure({ threads });
      // The first job starts the workers.
      values();
      await allUp(simd, threads);
      const got = values();
      if (threads === 1) alone.push(...got);
      assert.equal(got.length, alone.length);
      got.forEach((numbers, i) => assertSameBits(numbers, alone[i], `result ${i} on ${threads} threads`));
    }
    heap.checkGuards();
    assert.equal(heap.use().blocks, 0);
  } finally {
    await setBackend(before);
    removeBackend('simd');
    registerBackend('simd', () => new SimdBackend(), 0);
  }
}

async function allUp(simd: SimdBackend, threads: number): Promise<void> {
  const { pool } = simd as unknown as { pool: ThreadPool };
  while (pool.running < threads) await new Promise((resolve) => setTimeout(resolve, 5));
}
