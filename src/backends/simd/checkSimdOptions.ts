import { checkChoice } from '../../config/checkChoice.js';
import { checkNumber } from '../../config/checkNumber.js';
import { checkOptions } from '../../config/checkOptions.js';
import type { KernelBuild } from './loadKernels.js';
import { MOST_THREADS } from './threads/controlWords.js';

/** Options of `setBackend('simd')`. */
export interface SimdOptions {
  /**
   * How many threads compute, the caller among them, from 1 to 64. Default: as many as there are cores. The numbers are the
   * same for any. Where memory cannot be shared, in a page that is not cross-origin isolated, it is always 1.
   */
  threads?: number;
  /**
   * Which build of the kernels: `'fused'` adds products without rounding them first, `'plain'` rounds; their numbers differ
   * in the last bits. Default: `'fused'` where the engine runs it.
   */
  build?: KernelBuild;
}

/** @throws Error when an option is unknown or out of its range. */
export function checkSimdOptions(options: SimdOptions): void {
  const { threads, build } = checkOptions('setBackend', options, ['threads', 'build']);
  if (threads !== undefined)
    checkNumber('setBackend', 'threads', threads, { whole: true, atLeast: 1, atMost: MOST_THREADS });
  if (build !== undefined) checkChoice('setBackend', 'build', build, ['plain', 'fused']);
}
