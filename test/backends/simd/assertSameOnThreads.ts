import { neg, tidy, zeros, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { SimdBackend } from '../../../src/backends/simd/SimdBackend.js';
import { WasmHeap } from '../../../src/backends/simd/WasmHeap.js';
import { assertSameBits } from '../../helpers/assertClose.js';
import { withSimd } from './withSimd.js';
import { workersUp } from './workersUp.js';

/**
 * Asserts that 1, 2 and 3 threads compute the same bits, three times over, on a guarded memory of 256 MiB that must be
 * empty at the end.
 */
export async function assertSameOnThreads(compute: () => Tensor[]): Promise<void> {
  const heap = new WasmHeap(256 * 2 ** 20, true);
  await withSimd(new SimdBackend(heap), async (simd) => {
    let want: ArrayLike<number>[] | undefined;
    for (const threads of [1, 2, 3]) {
      await simd.configure({ threads });
      // A job of many tasks starts the workers.
      tidy(() => void neg(zeros([300_000])));
      await workersUp(simd);
      for (let turn = 0; turn < 3; turn++) {
        let got: ArrayLike<number>[] = [];
        // Returned from `tidy`, each number would be looked at for whether it is a tensor: seconds.
        tidy(() => void (got = compute().map((result) => result.dataSync())));
        want ??= got;
        for (const [i, values] of got.entries()) assertSameBits(values, want[i], `result ${i} of ${threads} threads`);
      }
    }
    heap.checkGuards();
    assert.equal(heap.use().blocks, 0);
  });
}
