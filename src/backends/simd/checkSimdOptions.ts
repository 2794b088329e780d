import { checkChoice } from '../../config/checkChoice.js';
import { checkNumber } from '../../config/checkNumber.js';
import { checkOptions } from '../../config/checkOptions.js';
import { formatValue } from '../../config/formatValue.js';
import type { SimdOptions } from '../../engine/SimdOptions.js';
import { MOST_THREADS } from './threads/controlWords.js';

/** @throws Error when an option is unknown or out of its range. */
export function checkSimdOptions(options: SimdOptions): void {
  const { threads, build, blas } = checkOptions('setBackend', options, ['threads', 'build', 'blas']);
  if (threads !== undefined)
    checkNumber('setBackend', 'threads', threads, { whole: true, atLeast: 1, atMost: MOST_THREADS });
  if (build !== undefined) checkChoice('setBackend', 'build', build, ['plain', 'fused']);
  if (blas !== undefined && (typeof blas !== 'string' || blas === ''))
    throw new Error(`setBackend: blas must be 'auto' or the path of a library, got ${formatValue(blas)}`);
}
