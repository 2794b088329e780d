import type { Tensor } from '@tensorflow/tfjs-core';
import { AssertionError } from 'chai';

/** Asserts that values are the same numbers, −0 and NaN included. */
export function assertBits(got: Tensor, want: ArrayLike<number>): void {
  const values = got.dataSync();
  if (values.length !== want.length) throw new AssertionError(`expected ${want.length} numbers, got ${values.length}`);
  for (const [i, value] of values.entries()) {
    if (!Object.is(value, want[i])) throw new AssertionError(`[${i}]: expected ${want[i]}, got ${value}`);
  }
}
