import { sum, tensor, tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import fc from 'fast-check';
import { array, sumTo } from '../../../float64/array.js';
import { Random } from '../../../float64/random.js';
import { numbers } from '../../../float64/scalar.js';
import { assertClose, assertSameBits } from '../../../helpers/assertClose.js';
import { useBackend } from '../../../helpers/useBackend.js';
import { seeds, shapes, someAxes, wildValues } from './cases.js';

describe('sum on the cpu backend', () => {
  useBackend('cpu');

  it('is that of double precision over any axes, kept or dropped', () => {
    fc.assert(
      fc.property(shapes, seeds, fc.boolean(), fc.boolean(), (shape, seed, keepDims, wild) => {
        const random = new Random(seed);
        const axes = someAxes(random, shape);
        const x = array(shape, wild ? wildValues(random, shape) : random.normals(shape).values);
        const kept = shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
        const want = sumTo(numbers, x, kept).values.map(Math.fround);
        // Axes may be counted from the end.
        const named = axes.map((axis) => (random.chance(0.5) ? axis - shape.length : axis));
        tidy(() => {
          const got = sum(tensor(x.values, shape, 'float32'), named, keepDims);
          assert.deepEqual(got.shape, keepDims ? kept : shape.filter((_, axis) => !axes.includes(axis)));
          assertClose(got, want, 1e-6);
        });
      }),
      { numRuns: 400 },
    );
  });

  it('sums everything unless told, in double precision', () => {
    tidy(() => {
      const big = 2 ** 25;
      const got = sum(tensor([[big], [1], [1], [-big]]));
      assert.deepEqual(got.shape, []);
      assertSameBits(got, [2]);
    });
  });

  it('gives a scalar back, and zeros for the sum of nothing', () => {
    tidy(() => {
      assertSameBits(sum(tensor(3)), [3]);
      assertSameBits(sum(tensor([], [0, 3]), 0), [0, 0, 0]);
      assert.deepEqual(sum(tensor([], [0, 3]), 1).shape, [0]);
    });
  });

  it('leaves whole numbers and truth values to the original', () => {
    tidy(() => {
      const odd = 2 ** 24 + 1;
      const whole = sum(tensor([odd, 2, 1, 1], [2, 2], 'int32'), 0);
      assert.equal(whole.dtype, 'int32');
      assertSameBits(whole, [odd + 1, 3]);
      assertSameBits(sum(tensor([true, true, false], [3], 'bool')), [2]);
    });
  });

  it('refuses an axis that is not there', () => {
    tidy(() => {
      assert.throws(() => sum(tensor([[1, 2]]), 2), /axis param must be in range \[-2, 2\)/);
    });
  });
});
