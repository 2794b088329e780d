import type { Tensor } from '@tensorflow/tfjs-core';
import { AssertionError } from 'chai';

/** A sum of products or of numbers: its double, its sum in float32 in order of the index, and Σ|terms|. */
export interface ReferenceSum {
  exact: number;
  inOrder: number;
  magnitude: number;
}

/** The reference of a sum of these terms, each a double. */
export function referenceSum(terms: Iterable<number>): ReferenceSum {
  let [exact, inOrder, magnitude] = [0, 0, 0];
  for (const term of terms) {
    exact += term;
    inOrder = Math.fround(inOrder + Math.fround(term));
    magnitude += Math.abs(term);
  }
  return { exact, inOrder, magnitude };
}

/** Asserts |error| ≤ max(2e-6 · Σ|terms|, 5 × the error of the same sum in float32 in order of the index). */
export function assertSums(got: Tensor, want: readonly ReferenceSum[]): void {
  const values = got.dataSync();
  if (values.length !== want.length) throw new AssertionError(`expected ${want.length} sums, got ${values.length}`);
  for (const [i, { exact, inOrder, magnitude }] of want.entries()) {
    const allowed = Math.max(2e-6 * magnitude, 5 * Math.abs(inOrder - exact));
    if (!(Math.abs(values[i] - exact) <= allowed) && !Object.is(values[i], exact)) {
      throw new AssertionError(`sum ${i}: expected ${exact} within ${allowed}, got ${values[i]}`);
    }
  }
}
