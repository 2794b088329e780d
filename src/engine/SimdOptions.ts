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
  build?: 'plain' | 'fused';
  /**
   * A BLAS of the system that large products of float32 matrices go to, in Node: `'auto'` for the first that is found of
   * Accelerate on macOS, MKL, OpenBLAS and BLIS, or the path or name of a library with `cblas_sgemm`. Default: the
   * environment variable `TALKING_HEADS_BLAS`, else none; nothing is loaded unasked.
   *
   * It needs the optional package `koffi`. Its threads are as many as `threads`, where it is one of MKL, OpenBLAS and BLIS;
   * Accelerate has its own. Numbers differ in their last bits from those of the kernels here, and may between libraries,
   * versions, processors and numbers of threads. A library that cannot be loaded is an error, as is any in a browser.
   */
  blas?: string;
}
