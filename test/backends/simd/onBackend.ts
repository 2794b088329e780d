import '../../../src/backends/simd/register.js';
import { getBackend, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { setBackend } from '../../../src/engine/backend.js';

/** The numbers of the tensors that a function makes on a backend; afterwards the one that was in use is so again. */
export async function onBackend(name: 'cpu' | 'simd', compute: () => Tensor[]): Promise<number[][]> {
  const before = getBackend();
  await setBackend(name);
  try {
    return tidy(() => compute().map((made) => Array.from(made.dataSync())));
  } finally {
    await setBackend(before);
  }
}
