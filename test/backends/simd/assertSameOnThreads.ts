import '../../../src/backends/simd/register.js';
import { getBackend, neg, registerBackend, removeBackend, tidy, zeros, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { SimdBackend } from '../../../src/backends/simd/SimdBackend.js';
import { UP, WORDS } from '../../../src/backends/simd/threads/controlWords.js';
import { WasmHeap } from '../../../src/backends/simd/WasmHeap.js';
import { setBackend } from '../../../src/engine/backend.js';
import { assertSameBits } from '../../helpers/assertClose.js';

/**
 * Asserts that 1, 2 and 3 threads compute the same bits, three times over, on a guarded memory of 256 MiB that must be
 * empty at the end.
 */
export async function assertSameOnThreads(compute: () => Tensor[]): Promise<void> {
  const before = getBackend();
  const heap = new WasmHeap(256 * 2 ** 20, true);
  const simd = new SimdBackend(heap);
  removeBackend('simd');
  registerBackend('simd', () => simd, 0);
  await setBackend('simd');
  try {
    let want: ArrayLike<number>[] | undefined;
    for (const threads of [1, 2, 3]) {
      await simd.configure({ threads });
      await startWorkers(simd);
      for (let turn = 0; turn < 3; turn++) {
        const got = tidy(() => compute().map((result) => result.dataSync()));
        want ??= got;
        for (const [i, values] of got.entries()) assertSameBits(values, want[i], `result ${i} of ${threads} threads`);
      }
    }
    heap.checkGuards();
    assert.equal(heap.use().blocks, 0);
  } finally {
    await simd.configure({ threads: 1 });
    await setBackend(before);
    removeBackend('simd');
    registerBackend('simd', () => new SimdBackend(), 0);
  }
}

/** Runs a job of many tasks, which starts the workers, and waits until all of them take tasks. */
async function startWorkers(simd: SimdBackend): Promise<void> {
  tidy(() => void neg(zeros([300_000])));
  const control = new Int32Array(simd.heap.memory.buffer, 0, WORDS);
  for (let thread = 1; thread < simd.threads; thread++) {
    while (Atomics.load(control, UP + thread) === 0) await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
