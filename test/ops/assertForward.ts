import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import type { NdArray } from '../float64/array.js';
import { assertClose, largest } from '../helpers/assertClose.js';
import { toleranceFor } from '../helpers/toleranceFor.js';

/** Asserts the shape, and |got − want| ≤ 1e-6 · max(1, max|want|), on a GPU 5e-6: a few roundings of float32. */
export function assertForward(op: () => Tensor, { shape, values }: NdArray, title: string): void {
  tidy(() => {
    const got = op();
    assert.deepEqual(got.shape, [...shape], title);
    assertClose(got, values, toleranceFor(1e-6) * Math.max(1, largest(values)), title);
  });
}
