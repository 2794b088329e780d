import type { SimdBackend } from '../../../src/backends/simd/SimdBackend.js';
import { UP, WORDS } from '../../../src/backends/simd/threads/controlWords.js';

/** Waits until all threads, which the last job started, take part in the next. */
export async function workersUp(simd: SimdBackend): Promise<void> {
  const control = new Int32Array(simd.heap.memory.buffer, 0, WORDS);
  for (let thread = 1; thread < simd.threads; thread++) {
    while (Atomics.load(control, UP + thread) === 0) await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
