import type { SimdBackend } from '../../src/backends/simd/SimdBackend.js';
import type { CeilingCase } from '../harness/Case.js';
import type { Prepared } from '../harness/Prepared.js';
import { copyNumbers } from './copyNumbers.js';
import { prepareTilePeak } from './prepareTilePeak.js';

/** What kernels cannot do better than. */
export function prepareCeiling(simd: SimdBackend, { name, work }: CeilingCase): Prepared {
  return name === 'copy' ? copyNumbers(simd, work / 8) : prepareTilePeak(simd);
}
