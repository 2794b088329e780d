import * as tf from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import fc from 'fast-check';
import { indexAt, offsetAt, sizeOf } from '../../../float64/array.js';
import { Random } from '../../../float64/random.js';
import { assertSameBits } from '../../../helpers/assertClose.js';
import { useBackend } from '../../../helpers/useBackend.js';
import { seeds, shapes, wildValues } from './cases.js';

interface Operation {
  run: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;
  exact: (a: number, b: number) => number;
}

const operations: Record<string, Operation> = {
  add: { run: tf.add, exact: (a, b) => a + b },
  sub: { run: tf.sub, exact: (a, b) => a - b },
  mul: { run: tf.mul, exact: (a, b) => a * b },
  div: { run: tf.div, exact: (a, b) => a / b },
  maximum: { run: tf.maximum, exact: Math.max },
  minimum: { run: tf.minimum, exact: Math.min },
};

/** Two shapes that broadcast to the given one: axes of either stretched or missing. */
function stretched(random: Random, shape: readonly number[]): [number[], number[]] {
  const sides: [number[], number[]] = [[...shape], [...shape]];
  for (const axis of shape.keys()) {
    if (random.chance(0.5)) sides[random.integer(0, 1)][axis] = 1;
  }
  const shorter = random.integer(0, 1);
  let leading = sides[shorter].findIndex((size) => size !== 1);
  if (leading < 0) leading = shape.length;
  sides[shorter].splice(0, random.integer(0, leading));
  return sides;
}

describe('arithmetic on the cpu backend', () => {
  useBackend('cpu');

  for (const [name, { run, exact }] of Object.entries(operations)) {
    it(`${name} is that of double precision, rounded once, whatever is stretched`, () => {
      fc.assert(
        fc.property(shapes, seeds, (shape, seed) => {
          const random = new Random(seed);
          const [shapeA, shapeB] = stretched(random, shape);
          const [a, b] = [shapeA, shapeB].map((of) => wildValues(random, of));
          const want = Float32Array.from({ length: sizeOf(shape) }, (_, i) => {
            const at = indexAt(shape, i);
            return exact(a[offsetAt(shapeA, at)], b[offsetAt(shapeB, at)]);
          });
          tf.tidy(() => {
            const got = run(tf.tensor(a, shapeA, 'float32'), tf.tensor(b, shapeB, 'float32'));
            assert.equal(got.dtype, 'float32');
            assert.deepEqual(got.shape, shape);
            assertSameBits(got, want, name);
          });
        }),
        { numRuns: 300 },
      );
    });
  }

  const whole: [string, (a: tf.Tensor, b: tf.Tensor) => tf.Tensor, number[]][] = [
    ['add', tf.add, [2 ** 24 + 2, 5, 2 ** 24 + 3, 6]],
    ['sub', tf.sub, [2 ** 24, 3, 2 ** 24 - 1, 2]],
    ['mul', tf.mul, [2 ** 24 + 1, 4, 2 ** 25 + 2, 8]],
    ['maximum', tf.maximum, [2 ** 24 + 1, 4, 2 ** 24 + 1, 4]],
    ['minimum', tf.minimum, [1, 1, 2, 2]],
  ];
  for (const [name, run, want] of whole) {
    it(`${name} keeps whole numbers that float32 does not hold`, () => {
      tf.tidy(() => {
        const got = run(tf.tensor([2 ** 24 + 1, 4], [2], 'int32'), tf.tensor([1, 2], [2, 1], 'int32'));
        assert.equal(got.dtype, 'int32');
        assert.deepEqual(Array.from(got.dataSync()), want);
      });
    });
  }

  it('takes a scalar, and two of them', () => {
    tf.tidy(() => {
      assertSameBits(tf.sub(tf.scalar(5), tf.tensor([1, 2])), [4, 3]);
      const both = tf.div(tf.scalar(3), tf.scalar(2));
      assert.deepEqual(both.shape, []);
      assertSameBits(both, [1.5]);
    });
  });

  it('refuses shapes that do not broadcast', () => {
    tf.tidy(() => {
      assert.throws(() => tf.add(tf.ones([2, 3]), tf.ones([2])), /could not be broadcast/);
    });
  });
});
