import { backendInfo } from '../backends/backendInfo.js';
import { blasOnMachine } from '../backends/simd/blas/blasOnMachine.js';
import { setBackend } from '../engine/backend.js';
import { ConfigError } from '../runs/config/ConfigError.js';
import type { RunConfig } from '../runs/config/runConfigSchema.js';

/**
 * Computes as a configuration says; what it leaves out stays as it is, or as the environment says.
 *
 * @returns What multiplies matrices, in a line. A BLAS that is there and not asked for is not loaded, hence not measured: the
 * line names it.
 * @throws ConfigError when the backend cannot start so.
 */
export async function chooseArithmetic({ name, threads, blas }: RunConfig['backend']): Promise<string> {
  const options = Object.fromEntries(Object.entries({ threads, blas }).filter(([, value]) => value !== undefined));
  const isAsked = Object.keys(options).length > 0;
  try {
    if (name !== undefined || isAsked) await setBackend(name ?? 'simd', isAsked ? options : undefined);
  } catch (error) {
    throw new ConfigError('backend', (error as Error).message, { cause: error });
  }
  return describeArithmetic();
}

function describeArithmetic(): string {
  const { name, build, blas } = backendInfo();
  if (blas !== undefined) return `large products by ${blas}`;
  const found = name === 'simd' ? blasOnMachine() : undefined;
  const products = build === undefined ? `products by ${name}` : `products by ${name}, ${build} build`;
  if (found === undefined) return products;
  return `${products}; ${found} is on this machine and may be faster for large ones: add --backend.blas auto`;
}
