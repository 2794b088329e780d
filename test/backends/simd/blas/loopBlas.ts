import type { Koffi, NativeFunction } from '../../../../src/backends/simd/blas/loadKoffi.js';
import { SystemBlas } from '../../../../src/backends/simd/blas/SystemBlas.js';

/** What a {@link loopBlas} was asked for. */
export interface LoopCalls {
  /** M, N and K of each product. */
  products: number[][];
  /** Numbers of threads that were set. */
  threads: number[];
}

/** `cblas_sgemm` of `cblas.h` by its definition, in loops. */
const sgemm = (
  ...[order, kindA, kindB, M, N, K, alpha, a, lda, b, ldb, beta, c, ldc]: [
    ...[number, number, number, number, number, number, number, Float32Array, number, Float32Array],
    ...[number, number, Float32Array, number],
  ]
): void => {
  if (order !== 101 || alpha !== 1 || beta !== 0) throw new Error('unexpected order, alpha or beta');
  for (let i = 0; i < M; i++) {
    for (let j = 0; j < N; j++) {
      let sum = 0;
      for (let l = 0; l < K; l++) {
        sum += a[kindA === 112 ? l * lda + i : i * lda + l] * b[kindB === 112 ? j * ldb + l : l * ldb + j];
      }
      c[i * ldc + j] = sum;
    }
  }
};

/** A BLAS that is there on every machine and tells what it was called with; its calls fail with `failure`. */
export function loopBlas(failure?: string): { blas: SystemBlas; calls: LoopCalls } {
  const calls: LoopCalls = { products: [], threads: [] };
  const functions: Record<string, NativeFunction> = {
    cblas_sgemm: (...values) => {
      calls.products.push(values.slice(3, 6) as number[]);
      if (failure !== undefined) throw new Error(failure);
      sgemm(...(values as Parameters<typeof sgemm>));
    },
    openblas_set_num_threads: (threads) => calls.threads.push(threads as number),
    openblas_get_num_threads: () => calls.threads.at(-1) ?? 1,
  };
  const func = (name: string): NativeFunction => {
    if (!(name in functions)) throw new Error(`no ${name}`);
    return functions[name];
  };
  const koffi: Koffi = { load: () => ({ func }) };
  return { blas: new SystemBlas(koffi, 'loops'), calls };
}
