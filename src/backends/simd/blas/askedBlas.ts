import { openBlas } from './openBlas.js';
import type { SystemBlas } from './SystemBlas.js';

/**
 * The BLAS that was asked for: by an option of `setBackend`, else by the environment variable `TALKING_HEADS_BLAS`, if any.
 *
 * @throws Error when it cannot be loaded.
 */
export function askedBlas(option?: string): SystemBlas | undefined {
  if (option !== undefined) return openBlas('setBackend: blas', option);
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  const wanted = process?.env?.TALKING_HEADS_BLAS;
  return wanted ? openBlas('simd: TALKING_HEADS_BLAS', wanted) : undefined;
}
