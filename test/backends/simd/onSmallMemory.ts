import '../../../src/backends/simd/register.js';
import { backend, getBackend, registerBackend, removeBackend } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { SimdBackend } from '../../../src/backends/simd/SimdBackend.js';
import { WasmHeap } from '../../../src/backends/simd/WasmHeap.js';
import { setBackend } from '../../../src/engine/backend.js';

/**
 * A test on a simd backend with a guarded memory, of 4 MiB unless told otherwise, which must be empty at its end, with nothing written behind a
 * block; afterwards the backend that was in use is so again.
 */
export function onSmallMemory(
  test: (simd: SimdBackend) => void | Promise<void>,
  largest = 4 * 2 ** 20,
): () => Promise<void> {
  return async () => {
    const before = getBackend();
    const heap = new WasmHeap(largest, true);
    removeBackend('simd');
    registerBackend('simd', () => new SimdBackend(heap), 0);
    await setBackend('simd');
    try {
      await test(backend() as SimdBackend);
      heap.checkGuards();
      assert.equal(heap.use().blocks, 0);
    } finally {
      await setBackend(before);
      removeBackend('simd');
      registerBackend('simd', () => new SimdBackend(), 0);
    }
  };
}
