import { dispose, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { SimdBackend } from '../../../src/backends/simd/SimdBackend.js';
import { WasmHeap } from '../../../src/backends/simd/WasmHeap.js';
import { assertBits } from './assertBits.js';
import { threadsUp } from './threads/assertSurvives.js';
import { withSimd } from './withSimd.js';

/**
 * A test that the same tensors come from 1, 2 and 3 threads, to the bit, on a guarded memory that must be empty at the end.
 *
 * @param check What must hold of them besides.
 */
export function sameOnThreads(
  compute: () => Tensor[],
  check: (made: Tensor[]) => void = () => undefined,
): () => Promise<void> {
  return () =>
    withSimd(new SimdBackend(new WasmHeap(256 * 2 ** 20, true)), async (simd) => {
      await simd.configure({ threads: 1 });
      const first = tidy(compute);
      check(first);
      const want = first.map((made) => made.dataSync());
      dispose(first);
      for (const threads of [2, 3]) {
        await simd.configure({ threads });
        await threadsUp(simd);
        const again = tidy(compute);
        for (const [i, made] of again.entries()) assertBits(made, want[i]);
        dispose(again);
      }
      simd.heap.checkGuards();
      assert.equal(simd.heap.use().blocks, 0);
    });
}
