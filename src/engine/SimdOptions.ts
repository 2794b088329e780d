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
}
