import '../../../src/backends/simd/register.js';
import { backend, dispose, getBackend, registerBackend, removeBackend, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { SimdBackend } from '../../../src/backends/simd/SimdBackend.js';
import { WasmHeap } from '../../../src/backends/simd/WasmHeap.js';
import { setBackend } from '../../../src/engine/backend.js';
import { assertBits } from './assertBits.js';

/** How long threads take to start, at most, in ms. */
const START = 400;

/**
 * A test that the same tensors come from 1, 2 and 3 threads, to the bit, on a guarded memory that must be empty at the end.
 *
 * @param check What must hold of them besides.
 */
export function sameOnThreads(compute: () => Tensor[], check: (made: Tensor[]) => void = () => undefined) {
  return async (): Promise<void> => {
    const before = getBackend();
    const heap = new WasmHeap(256 * 2 ** 20, true);
    removeBackend('simd');
    registerBackend('simd', () => new SimdBackend(heap), 0);
    await setBackend('simd', { threads: 1 });
    const simd = backend() as SimdBackend;
    try {
      const first = tidy(compute);
      check(first);
      const want = first.map((made) => made.dataSync());
      dispose(first);
      for (const threads of [2, 3]) {
        await simd.configure({ threads });
        // The first computation starts the threads, which nobody waits for.
        dispose(tidy(compute));
        await new Promise((resolve) => setTimeout(resolve, START));
        const again = tidy(compute);
        for (const [i, made] of again.entries()) assertBits(made, want[i]);
        dispose(again);
      }
      heap.checkGuards();
      assert.equal(heap.use().blocks, 0);
    } finally {
      await simd.configure({ threads: 1 });
      await setBackend(before);
      removeBackend('simd');
      registerBackend('simd', () => new SimdBackend(), 0);
    }
  };
}
