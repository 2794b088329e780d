import { openBlas } from '../../../../src/backends/simd/blas/openBlas.js';
import type { SystemBlas } from '../../../../src/backends/simd/blas/SystemBlas.js';
import type { SimdBackend } from '../../../../src/backends/simd/SimdBackend.js';
import { onSmallMemory } from '../onSmallMemory.js';
import { loopBlas } from './loopBlas.js';
import { realBlas } from './realBlas.js';

/** What products are tested with: loops on every machine, and the library of this one, if any. */
export const BLASES: [string, () => SystemBlas][] = [
  ['loops', (): SystemBlas => loopBlas().blas],
  ['loops with threads', (): SystemBlas => loopBlas(undefined, true).blas],
];
if (realBlas !== undefined) BLASES.push([realBlas, () => openBlas('test', realBlas!)]);

/** A test on a guarded memory of 64 MiB, which must be empty at its end, with a BLAS, on so many threads. */
export function onBlas(
  open: () => SystemBlas,
  threads: number,
  test: (simd: SimdBackend) => void | Promise<void>,
): () => Promise<void> {
  return onSmallMemory(async (simd) => {
    await simd.configure({ threads });
    // As an option of `setBackend` would, for libraries that have no name on this machine.
    Object.assign(simd, { askedFor: open() });
    await test(simd);
  }, 2 ** 26);
}
