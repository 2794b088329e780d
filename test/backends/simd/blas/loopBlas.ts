import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Koffi, NativeFunction } from '../../../../src/backends/simd/blas/loadKoffi.js';
import { SystemBlas } from '../../../../src/backends/simd/blas/SystemBlas.js';

/** What a {@link loopBlas} was asked for. */
export interface LoopCalls {
  /** M, N and K of each product that this thread was asked for. */
  products: number[][];
  /** Numbers of threads that were set. */
  threads: number[];
}

const PATH = fileURLToPath(new URL('loopKoffi.cjs', import.meta.url));
const loops = createRequire(import.meta.url)(PATH) as Koffi;

/**
 * A BLAS that is there on every machine and tells what it was called with; its calls on this thread fail with `failure`.
 *
 * @param hasThreads Whether it has threads of its own, of which it cannot be told to have fewer, as Accelerate does.
 */
export function loopBlas(failure?: string, hasThreads = false): { blas: SystemBlas; calls: LoopCalls } {
  const calls: LoopCalls = { products: [], threads: [] };
  const library = loops.load('loops');
  const sgemm = library.func('cblas_sgemm', 'void', []);
  const watched: Record<string, NativeFunction> = {
    cblas_sgemm: (...values) => {
      calls.products.push(values.slice(3, 6) as number[]);
      if (failure !== undefined) throw new Error(failure);
      return sgemm(...values);
    },
    openblas_set_num_threads: (threads) => calls.threads.push(threads as number),
  };
  if (hasThreads) delete watched.openblas_set_num_threads;
  const func = (name: string): NativeFunction => {
    if (!(name in watched)) throw new Error(`no ${name}`);
    return watched[name];
  };
  return { blas: new SystemBlas({ load: () => ({ func }) }, 'loops', PATH), calls };
}
