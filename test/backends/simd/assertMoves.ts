import { assert } from 'chai';
import * as tf from '@tensorflow/tfjs-core';
import { assertSameBits } from '../../helpers/assertClose.js';
import { indexOf, valuesAt } from './valuesAt.js';

/** The types that lie in the memory. */
export const TYPES = ['float32', 'int32', 'bool'] as const;

export type Type = (typeof TYPES)[number];

/** Different numbers, or a pattern of 0 and 1 that repeats nowhere near. */
export function example(shape: number[], dtype: Type): { x: tf.Tensor; at: (position: number[]) => number } {
  let index = 0;
  const values = valuesAt(shape, () => {
    index += 1;
    return dtype === 'bool' ? Number(Math.sin(index * index) > 0) : index;
  });
  return { x: tf.tensor(values, shape, dtype), at: (position) => values[indexOf(shape, position)] };
}

/** Compares the tensor that an operation makes of an example of each type with where its elements must come from. */
export function assertMoves(
  shape: number[],
  to: number[],
  move: (x: tf.Tensor) => tf.Tensor,
  from: (position: number[]) => number[],
): void {
  for (const dtype of TYPES) {
    tf.tidy(() => {
      const { x, at } = example(shape, dtype);
      const got = move(x);
      assert.deepEqual(got.shape, to);
      assert.equal(got.dtype, dtype);
      assertSameBits(
        got,
        valuesAt(to, (position) => at(from(position))),
      );
    });
  }
}
