import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import { SimdBackend } from '../../../src/backends/simd/SimdBackend.js';
import { assertSameBits } from '../../helpers/assertClose.js';
import { withSimd } from './withSimd.js';
import { workersUp } from './workersUp.js';

/** Asserts that the simd backend computes the same bits on 1, 2 and 3 threads, which all are up. */
export async function assertSameOnThreads(compute: () => Tensor[]): Promise<void> {
  const read = (): number[][] => tidy(() => compute().map((made) => Array.from(made.dataSync())));
  await withSimd(new SimdBackend(), async (simd) => {
    await simd.configure({ threads: 1 });
    const want = read();
    for (const threads of [2, 3]) {
      await simd.configure({ threads });
      // The first job starts them.
      read();
      await workersUp(simd);
      for (const [i, values] of read().entries()) assertSameBits(values, want[i], `result ${i} on ${threads} threads`);
    }
  });
}
