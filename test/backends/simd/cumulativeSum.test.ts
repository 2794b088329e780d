import { assert } from 'chai';
import * as tf from '@tensorflow/tfjs-core';
import { assertSameBits } from '../../helpers/assertClose.js';
import { example } from './assertMoves.js';
import { onSmallMemory } from './onSmallMemory.js';
import { indexOf, valuesAt } from './valuesAt.js';

describe('simd: running sums', () => {
  it(
    'add in the order of the index, along any axis, from either end',
    onSmallMemory(() => {
      for (const [shape, axis] of [
        [[1], 0],
        [[7], 0],
        [[9, 5], 1],
        [[9, 5], 0],
        [[3, 7, 70], 1],
        [[2, 3, 2, 4, 2, 3], 3],
        [[2_000, 110], 0],
        [[110, 2_000], 1],
      ] as [number[], number][]) {
        for (const [exclusive, reverse] of [
          [false, false],
          [true, false],
          [false, true],
          [true, true],
        ]) {
          for (const dtype of ['float32', 'int32'] as const) {
            tf.tidy(() => {
              const { x } = example(shape, dtype);
              const values = Float32Array.from(x.dataSync(), (value) => (dtype === 'int32' ? value : Math.sin(value)));
              const round = dtype === 'int32' ? (value: number): number => value | 0 : Math.fround;
              const sums = new Map<number, number>();
              const order = valuesAt(shape, (position) =>
                indexOf(shape, reverse ? position.with(axis, shape[axis] - 1 - position[axis]) : position),
              );
              const lines = valuesAt(shape, (position) => indexOf(shape, position.with(axis, 0)));
              const want = new Array<number>(values.length);
              for (const index of order) {
                const line = lines[index];
                const before = sums.get(line) ?? 0;
                sums.set(line, round(before + values[index]));
                want[index] = exclusive ? before : sums.get(line)!;
              }
              const got = tf.cumsum(tf.tensor(values, shape, dtype), axis, exclusive, reverse);
              assert.equal(got.dtype, dtype);
              assertSameBits(got, want);
            });
          }
        }
      }
      tf.tidy(() => {
        assertSameBits(tf.cumsum(tf.tensor1d([-0, -0, 1, NaN, 2])), [-0, -0, 1, NaN, NaN]);
        assertSameBits(tf.cumsum(tf.tensor1d([2 ** 31 - 1, 1], 'int32')), [2 ** 31 - 1, -(2 ** 31)]);
        assertSameBits(tf.cumsum(tf.tensor1d([1, 0, 1], 'bool')), [1, 1, 2]);
      });
    }),
  );
});
