/** Elements of a task whose kernel does little with each: some 20 µs. A multiple of the vectors that kernels step by. */
export const ELEMENTS = 32_768;

/** Rows of a task whose kernel does little with each element. */
export function rowsOf(width: number): number {
  return Math.max(1, Math.floor(ELEMENTS / Math.max(1, width)));
}
