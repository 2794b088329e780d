import '../../../src/backends/simd/register.js';
import { engine, getBackend } from '@tensorflow/tfjs-core';
import type { SimdBackend } from '../../../src/backends/simd/SimdBackend.js';
import { setBackend } from '../../../src/engine/backend.js';

/**
 * Runs a test on a simd backend of its own, with its threads ended afterwards, and the backend that was in use back in use.
 *
 * The one that was registered stays as it is: its tensors, which other tests may hold, live on.
 */
export async function withSimd<Result>(
  simd: SimdBackend,
  test: (simd: SimdBackend) => Result | Promise<Result>,
): Promise<Result> {
  const before = getBackend();
  const { registry } = engine();
  const registered = registry.simd;
  registry.simd = simd;
  try {
    await setBackend('simd');
    return await test(simd);
  } finally {
    if (registered === undefined) delete registry.simd;
    else registry.simd = registered;
    await setBackend(before);
    await simd.configure({ threads: 1 });
  }
}
