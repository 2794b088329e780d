import { Tensor } from '@tensorflow/tfjs-core';
import { assert, AssertionError } from 'chai';
import type { NdArray } from '../float64/array.js';
import { largest } from '../helpers/assertClose.js';

/** The largest float32. */
export const LARGEST_FLOAT32 = (2 - 2 ** -23) * 2 ** 127;
/** Below this a float32 loses digits. */
const SMALLEST_NORMAL = 2 ** -126;
/** As in `test/gradients`. */
const BOUND = 1e-5;

/** What else is known of a result in double precision. */
export interface Conditions {
  /** Sums of the sizes of the terms that each value is a sum of: where they cancel, rounding stays of their size. */
  terms?: readonly number[];
  /** Whether a step that is stored in float32 on the way is too large for one. Default false. */
  overflows?: boolean;
  /** The largest factor by which a number that is too small for a float32 is multiplied later. Default 1. */
  factor?: number;
  /** By what part of itself each term may be off, since it was computed of sums that were rounded. Default 0. */
  blur?: number;
}

/**
 * Asserts that a tensor is the definition's result in double precision, run on the same float32 numbers.
 *
 * Right is:
 *
 * - a value within 1e-5 of the scale of the tensor: the largest value of the definition, and where terms cancel, a
 *   tenth of the largest sum of their sizes (as the floor of the gradients' bound, which is a tenth of the largest);
 * - where the definition's value is beyond the largest float32, or is itself no number: not finite. Training refuses
 *   such numbers by name. A finite number would be wrong without a sign of it;
 * - and within the part by which terms may be off, of the largest sum of their sizes;
 * - where a step that is stored on the way is beyond it: either of the two.
 *
 * @returns The largest error relative to the scale.
 */
export function assertRight(
  got: unknown,
  { shape, values }: NdArray,
  { terms = [], overflows = false, factor = 1, blur = 0 }: Conditions = {},
): number {
  assertTensor(got, shape);
  const numbers = Array.from(got.dataSync());
  const representable = (value: number): boolean => Math.abs(value) <= LARGEST_FLOAT32;
  const scale = Math.max(largest(values.filter(representable)), largest(terms.filter(representable)) / 10);
  const ofTerms = largest(terms);
  // What is infinitely unsure of nothing is nothing.
  const smear = ofTerms > 0 ? blur * ofTerms : 0;
  const tolerance = BOUND * scale + SMALLEST_NORMAL * factor + smear;
  let worst = 0;
  numbers.forEach((value, i) => {
    if (!Number.isFinite(value)) {
      if (!overflows && representable(values[i]) && !nearlyTooLarge(values[i])) fail(i, value, values[i], tolerance);
      return;
    }
    const error = Math.abs(value - values[i]);
    if (!(error <= tolerance)) fail(i, value, values[i], tolerance);
    worst = Math.max(worst, error / (tolerance / BOUND));
  });
  return worst;
}

/** Rounding may take the last of the representable numbers over the edge. */
function nearlyTooLarge(value: number): boolean {
  return Math.abs(value) > (1 - BOUND) * LARGEST_FLOAT32;
}

function fail(i: number, got: number, want: number, tolerance: number): never {
  throw new AssertionError(`value ${i} must be ${want} ± ${tolerance}, got ${got}`);
}

/** Asserts a float32 tensor of this shape. */
export function assertTensor(got: unknown, shape: readonly number[], dtype = 'float32'): asserts got is Tensor {
  assert.instanceOf(got, Tensor);
  assert.equal(got.dtype, dtype);
  assert.deepEqual(got.shape, [...shape]);
}

/** Asserts a float32 tensor of this shape without a number that is not finite. */
export function assertFinite(got: unknown, shape: readonly number[]): void {
  assertTensor(got, shape);
  const bad = Array.from(got.dataSync()).findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new AssertionError(`value ${bad} must be finite, got ${got.dataSync()[bad]}`);
}
