import { tensor, tidy, tile, transpose } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import fc from 'fast-check';
import { indexAt, offsetAt, sizeOf } from '../../../float64/array.js';
import { Random } from '../../../float64/random.js';
import { assertSameBits } from '../../../helpers/assertClose.js';
import { useBackend } from '../../../helpers/useBackend.js';
import { seeds, shapes, wildValues } from './cases.js';

const types = fc.constantFrom<'float32' | 'int32' | 'bool'>('float32', 'int32', 'bool');

/** Values of a type that tell elements apart as well as it can. */
function valuesOf(random: Random, shape: readonly number[], dtype: 'float32' | 'int32' | 'bool'): number[] {
  if (dtype === 'float32') return Array.from(wildValues(random, shape));
  const most = dtype === 'bool' ? 1 : 2 ** 30;
  return Array.from({ length: sizeOf(shape) }, () => random.integer(0, most));
}

function shuffled(random: Random, items: number[]): number[] {
  const order = items.map((item) => ({ item, at: random.uniform() }));
  return order.sort((a, b) => a.at - b.at).map(({ item }) => item);
}

describe('transpose on the cpu backend', () => {
  useBackend('cpu');

  it('moves every element, for any permutation and type', () => {
    fc.assert(
      fc.property(shapes, seeds, types, (shape, seed, dtype) => {
        const random = new Random(seed);
        const values = valuesOf(random, shape, dtype);
        const permutation = shuffled(random, [...shape.keys()]);
        const moved = permutation.map((axis) => shape[axis]);
        const want = Array.from({ length: values.length }, (_, i) => {
          const to = indexAt(moved, i);
          return values[
            offsetAt(
              shape,
              shape.map((_, axis) => to[permutation.indexOf(axis)]),
            )
          ];
        });
        tidy(() => {
          const got = transpose(tensor(values, shape, dtype), permutation);
          assert.equal(got.dtype, dtype);
          assert.deepEqual(got.shape, moved);
          assertSameBits(got, want);
        });
      }),
      { numRuns: 400 },
    );
  });

  it('reverses the axes unless told', () => {
    tidy(() => assertSameBits(transpose(tensor([1, 2, 3, 4, 5, 6], [2, 3])), [1, 4, 2, 5, 3, 6]));
  });
});

describe('tile on the cpu backend', () => {
  useBackend('cpu');

  it('repeats every axis any number of times', () => {
    fc.assert(
      fc.property(shapes, seeds, types, fc.boolean(), (shape, seed, dtype, onlySingles) => {
        const random = new Random(seed);
        const values = valuesOf(random, shape, dtype);
        const reps = shape.map((size) => (onlySingles && size !== 1 ? 1 : random.integer(1, 3)));
        const repeated = shape.map((size, axis) => size * reps[axis]);
        const want = Array.from({ length: sizeOf(repeated) }, (_, i) => {
          const at = indexAt(repeated, i).map((position, axis) => position % shape[axis]);
          return values[offsetAt(shape, at)];
        });
        tidy(() => {
          const got = tile(tensor(values, shape, dtype), reps);
          assert.equal(got.dtype, dtype);
          assert.deepEqual(got.shape, repeated);
          assertSameBits(got, want);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('leaves text to the original', () => {
    tidy(() => {
      const got = tile(tensor(['a', 'b'], [2, 1], 'string'), [1, 2]);
      assert.deepEqual(Array.from(got.dataSync<'string'>()), ['a', 'a', 'b', 'b']);
    });
  });
});
