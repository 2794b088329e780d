import { loadKernels } from '../../src/backends/simd/loadKernels.js';
import type { SimdBackend } from '../../src/backends/simd/SimdBackend.js';
import type { Prepared } from '../harness/Prepared.js';
import type { CeilingCase } from '../harness/Case.js';
import { copyNumbers } from './copyNumbers.js';
import { prepareTilePeak } from './prepareTilePeak.js';

/** What kernels cannot do better than; `undefined` where the kernels lack it. */
export function prepareCeiling(simd: SimdBackend, { name, work }: CeilingCase): Prepared | undefined {
  if (name === 'copy') return copyNumbers(simd, work / 8);
  return 'matMulTilePeak' in loadKernels(simd.heap.memory).run ? prepareTilePeak(simd) : undefined;
}
