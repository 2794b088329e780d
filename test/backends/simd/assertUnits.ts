import type { Tensor } from '@tensorflow/tfjs-core';
import { AssertionError } from 'chai';

/** Distance of float32 numbers at a value: a unit in its last place. */
export function unitAt(value: number): number {
  const exponent = Math.max(-126, Math.floor(Math.log2(Math.abs(value) || Number.MIN_VALUE)));
  return 2 ** (exponent - 23);
}

/** Asserts that each number is within some units in the last place of its double, with signs of zeros and NaN as there. */
export function assertUnits(got: Tensor, want: readonly number[], units: number): void {
  const values = got.dataSync();
  if (values.length !== want.length) throw new AssertionError(`expected ${want.length} numbers, got ${values.length}`);
  for (const [i, value] of values.entries()) {
    const rounded = Math.fround(want[i]);
    if (Object.is(value, rounded)) continue;
    const near = Number.isFinite(rounded) && Math.abs(value - want[i]) <= units * unitAt(want[i]);
    const signed = rounded !== 0 || Object.is(Math.sign(value), Math.sign(rounded)) || value !== 0;
    if (!(near && signed)) throw new AssertionError(`[${i}]: expected ${want[i]}, got ${value}`);
  }
}
