import type { SimdBackend } from '../../src/backends/simd/SimdBackend.js';
import { UP } from '../../src/backends/simd/threads/controlWords.js';
import { copyNumbers } from './copyNumbers.js';

/** How long threads may take to start, on a machine that does other work too. */
const PATIENCE_MS = 20_000;

/**
 * Starts the threads of the backend, and waits until all take part: they start with the first work and nobody waits for them.
 *
 * @throws Error when they do not start.
 */
export async function awaitThreads(simd: SimdBackend): Promise<void> {
  const control = new Int32Array(simd.heap.memory.buffer);
  const isUp = (thread: number): boolean => Atomics.load(control, UP + thread) === 1;
  const workers = Array.from({ length: simd.threads - 1 }, (_, i) => i + 1);
  const copy = copyNumbers(simd, 2 ** 20);
  try {
    for (const end = performance.now() + PATIENCE_MS; !workers.every(isUp);) {
      if (performance.now() > end) throw new Error(`awaitThreads: ${simd.threads} threads must start, some did not`);
      void copy.run();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  } finally {
    copy.dispose();
  }
}
