import { copyStrided } from '../../src/backends/simd/copyStrided.js';
import type { SimdBackend } from '../../src/backends/simd/SimdBackend.js';
import type { Prepared } from '../harness/Prepared.js';
import { fingerprint } from '../harness/fingerprint.js';
import { sequence } from '../harness/sequence.js';

/**
 * Copying numbers of 4 bytes from one block of the backend's memory to another, on all its threads: what memory gives at best.
 *
 * @param size How many numbers.
 */
export function copyNumbers(simd: SimdBackend, size: number): Prepared {
  const [from, to] = [1, 2].map(() => simd.heap.allocate(4 * size)!);
  new Float32Array(simd.heap.memory.buffer, from, size).set(sequence(size, 1));
  const run = (): void => copyStrided(simd, [size], { address: from, strides: [1] }, { address: to, strides: [1] });
  return {
    run,
    check() {
      run();
      return fingerprint(new Float32Array(simd.heap.memory.buffer, to, size));
    },
    dispose() {
      for (const address of [from, to]) simd.heap.release(address);
    },
  };
}
