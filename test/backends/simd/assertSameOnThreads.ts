import { neg, tidy, zeros, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { SimdBackend } from '../../../src/backends/simd/SimdBackend.js';
import { UP, WORDS } from '../../../src/backends/simd/threads/controlWords.js';
import { WasmHeap } from '../../../src/backends/simd/WasmHeap.js';
import { assertSameBits } from '../../helpers/assertClose.js';
import { withSimd } from './withSimd.js';

/**
 * Asserts that 1, 2 and 3 threads compute the same bits, three times over, on a guarded memory of 256 MiB that must be
 * empty at the end.
 */
export async function assertSameOnThreads(compute: () => Tensor[]): Promise<void> {
  await withSimd(new SimdBackend(new WasmHeap(256 * 2 ** 20, true)), async (simd) => {
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
    simd.heap.checkGuards();
    assert.equal(simd.heap.use().blocks, 0);
  });
}

/** Runs a job of many tasks, which starts the workers, and waits until all of them take tasks. */
async function startWorkers(simd: SimdBackend): Promise<void> {
  tidy(() => void neg(zeros([300_000])));
  const control = new Int32Array(simd.heap.memory.buffer, 0, WORDS);
  for (let thread = 1; thread < simd.threads; thread++) {
    while (Atomics.load(control, UP + thread) === 0) await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
