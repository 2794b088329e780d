import { isGpu } from './isGpu.js';

/**
 * A GPU gets every fifth case. A shader is compiled for each new shape, half a second without a GPU. Five has no factor
 * in common with the numbers of choices that cases are combined of, so that every choice stays among them.
 */
const EVERY = 5;

/** How many of so many random cases the backend gets that the tests run on. */
export function caseCount(full: number): number {
  return isGpu() ? Math.ceil(full / EVERY) : full;
}

/** The cases of a list that the backend gets. */
export function someOf<T>(cases: readonly T[]): T[] {
  return cases.filter((_, i) => !isGpu() || i % EVERY === 0);
}
