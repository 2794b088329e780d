import '../../../src/backends/simd/register.js';
import { backend, getBackend, tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { SimdBackend } from '../../../src/backends/simd/SimdBackend.js';
import { setBackend } from '../../../src/engine/backend.js';
import { assertSameBits } from '../../helpers/assertClose.js';

/** Asserts that the simd backend computes the same bits on 1, 2 and 3 threads, which all are up. */
export async function assertSameOnThreads(compute: () => Tensor[]): Promise<void> {
  const before = getBackend();
  await setBackend('simd');
  const simd = backend() as SimdBackend;
  const read = (): (Float32Array | Int32Array | Uint8Array)[] => tidy(() => compute().map((made) => made.dataSync()));
  try {
    await simd.configure({ threads: 1 });
    const want = read();
    for (const threads of [2, 3]) {
      await simd.configure({ threads });
      // The first job starts them.
      read();
      await allRun(simd, threads);
      for (const [i, values] of read().entries()) assertSameBits(values, want[i], `result ${i} on ${threads} threads`);
    }
  } finally {
    await simd.configure({});
    await setBackend(before);
  }
}

async function allRun(simd: SimdBackend, threads: number): Promise<void> {
  const { pool } = simd as unknown as { pool: { running: number } };
  for (let waited = 0; pool.running < threads; waited += 10) {
    if (waited > 20_000) throw new Error(`${threads} threads must run, ${pool.running} do`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
