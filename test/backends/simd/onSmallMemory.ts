import { assert } from 'chai';
import { SimdBackend } from '../../../src/backends/simd/SimdBackend.js';
import { WasmHeap } from '../../../src/backends/simd/WasmHeap.js';
import { withSimd } from './withSimd.js';

/**
 * A test on a simd backend with a guarded memory, of 4 MiB unless told otherwise, which must be empty at its end, with
 * nothing written behind a block; afterwards the backend that was in use is so again.
 */
export function onSmallMemory(
  test: (simd: SimdBackend) => void | Promise<void>,
  largest = 4 * 2 ** 20,
): () => Promise<void> {
  return () =>
    withSimd(new SimdBackend(new WasmHeap(largest, true)), async (simd) => {
      await test(simd);
      simd.heap.checkGuards();
      assert.equal(simd.heap.use().blocks, 0);
    });
}
