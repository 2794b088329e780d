import { backendInfo } from '../backends/backendInfo.js';
import { blasOnMachine } from '../backends/simd/blas/blasOnMachine.js';
import { setBackend } from '../engine/backend.js';

/**
 * Lets large products go to a BLAS of the system where that is asked for, here or in the environment.
 *
 * @param asked `true` for the first that is found.
 * @returns What multiplies matrices, in a line. One that is there and not asked for is not loaded, hence not measured: the line
 * names it.
 * @throws Error when it cannot be loaded.
 */
export async function chooseBlas(asked?: string | true): Promise<string> {
  if (asked !== undefined) await setBackend('simd', { blas: asked === true ? 'auto' : asked });
  const { name, build, blas } = backendInfo();
  if (blas !== undefined) return `large products by ${blas}`;
  const found = name === 'simd' ? blasOnMachine() : undefined;
  if (found === undefined) return build === undefined ? `products by ${name}` : `products by ${name}, ${build} build`;
  return `products by ${name}, ${build} build; ${found} is on this machine and may be faster for large ones: add --blas`;
}
