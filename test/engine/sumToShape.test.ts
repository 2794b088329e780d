import { tensor, tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { sumToShape } from '../../src/engine/sumToShape.js';
import { sumTo } from '../float64/array.js';
import { Random } from '../float64/random.js';
import { numbers } from '../float64/scalar.js';
import { assertClose } from '../helpers/assertClose.js';

describe('sumToShape', () => {
  const cases: [number[], number[]][] = [
    [[2, 3], [3]],
    [[2, 3], []],
    [
      [2, 3],
      [2, 1],
    ],
    [
      [2, 3, 4],
      [3, 1],
    ],
    [
      [2, 1, 4],
      [1, 1, 4],
    ],
    [
      [0, 3],
      [1, 3],
    ],
    [
      [2, 0],
      [2, 1],
    ],
  ];
  for (const [from, to] of cases) {
    it(`sums [${from.join(', ')}] to [${to.join(', ')}]`, () => {
      const x = new Random(1).normals(from);
      tidy(() => {
        const got = sumToShape(tensor(x.values, from, 'float32'), to);
        assert.deepEqual(got.shape, to);
        assertClose(got, sumTo(numbers, x, to).values, 1e-6);
      });
    });
  }

  it('gives back a gradient that has the shape', () => {
    tidy(() => {
      const x = tensor([[1], [2]]);
      assert.strictEqual(sumToShape(x, [2, 1]), x);
    });
  });
});
