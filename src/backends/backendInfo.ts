import { backend, getBackend } from '@tensorflow/tfjs-core';
import type { KernelBuild } from './simd/loadKernels.js';
import { SimdBackend } from './simd/SimdBackend.js';

/** What computes: {@link backendInfo}. */
export interface BackendInfo {
  /** The name of the backend, as {@link setBackend} takes it. */
  name: string;
  /**
   * On `'simd'`, which build of the kernels: `'fused'` adds products without rounding them first, where the engine has
   * relaxed SIMD, `'plain'` rounds. Numbers of the two differ in their last bits, so a record of a run needs this too.
   */
  build?: KernelBuild;
  /** On `'simd'`, how many threads compute once all are up. Numbers do not depend on it. */
  threads?: number;
  /**
   * On `'simd'`, how many threads compute now. They start with the first work that is worth it and are up some 50 ms later;
   * after nine that died or could not be started, which is said, there stay fewer.
   */
  running?: number;
  /**
   * On `'simd'` with a BLAS of the system, which, and its threads: `'libopenblas.so.0, 2 threads'`. Numbers of large products
   * are its own in their last bits, so a record of a run needs this too. Absent without one.
   */
  blas?: string;
}

/**
 * The backend that computes now, and what else decides the last bits of its numbers.
 *
 * @throws Error when the environment variable `TALKING_HEADS_BLAS` asks for a BLAS that cannot be loaded.
 */
export function backendInfo(): BackendInfo {
  const current = backend();
  return {
    name: getBackend(),
    ...(current instanceof SimdBackend && {
      build: current.build,
      threads: current.threads,
      running: current.running,
      ...(current.blas && { blas: current.blas.describe(current.threads) }),
    }),
  };
}
