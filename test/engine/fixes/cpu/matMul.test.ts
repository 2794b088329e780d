import { concat, grads, matMul, ones, tensor, tidy, zeros, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import fc from 'fast-check';
import { array } from '../../../float64/array.js';
import { einsum } from '../../../float64/einsum.js';
import { Random } from '../../../float64/random.js';
import { numbers } from '../../../float64/scalar.js';
import { assertClose, assertSameBits } from '../../../helpers/assertClose.js';
import { useBackend } from '../../../helpers/useBackend.js';
import { stock } from '../../stock/stock.js';
import { seeds, wildValues } from './cases.js';

const sizes = fc.oneof(
  { weight: 10, arbitrary: fc.integer({ min: 1, max: 11 }) },
  { weight: 1, arbitrary: fc.constant(0) },
);

/** A batch of up to four axes, and two that broadcast to it. */
function drawBatches(random: Random): [number[], number[]] {
  const batch = Array.from({ length: random.integer(0, 4) }, () => random.integer(random.chance(0.1) ? 0 : 1, 3));
  const side = (): number[] =>
    batch
      .map((size) => (random.chance(0.3) ? 1 : size))
      .slice(random.chance(0.3) ? random.integer(0, batch.length) : 0);
  return [side(), side()];
}

describe('matMul on the cpu backend', () => {
  useBackend('cpu');

  it('is that of double precision for any sizes, batches and transpositions', () => {
    fc.assert(
      fc.property(
        fc.tuple(sizes, sizes, sizes),
        fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
        seeds,
        ([rows, inner, columns], [transposeA, transposeB, wild], seed) => {
          const random = new Random(seed);
          const [batchA, batchB] = drawBatches(random);
          const shapeA = [...batchA, ...(transposeA ? [inner, rows] : [rows, inner])];
          const shapeB = [...batchB, ...(transposeB ? [columns, inner] : [inner, columns])];
          const draw = (shape: number[]): ArrayLike<number> =>
            wild ? wildValues(random, shape) : random.normals(shape).values;
          const [a, b] = [array(shapeA, draw(shapeA)), array(shapeB, draw(shapeB))];
          const equation = `${transposeA ? '...ki' : '...ik'},${transposeB ? '...jk' : '...kj'}->...ij`;
          const want = einsum(numbers, equation, [a, b]);
          tidy(() => {
            const [left, right] = [a, b].map(({ shape, values }) => tensor(values, [...shape], 'float32'));
            const got = matMul(left, right, transposeA, transposeB);
            assert.deepEqual(got.shape, [...want.shape]);
            // One rounding of a sum in double precision.
            assertClose(got, want.values.map(Math.fround), 2e-6, equation);
          });
        },
      ),
      { numRuns: 400 },
    );
  });

  it('sums in double precision, where TensorFlow.js rounds every 48 products', () => {
    const far = 'tf.tensor([2 ** 25, ...new Array(200).fill(1), -(2 ** 25)], [1, 202])';
    assert.notDeepEqual(stock(`tf.matMul(${far}, tf.ones([202, 1]))`), [200]);
    tidy(() => {
      // In float32 the ones are lost beside 2²⁵.
      const big = 2 ** 25;
      const a = tensor([big, ...new Array<number>(200).fill(1), -big], [1, 202]);
      assertSameBits(matMul(a, ones([202, 1])), [200]);
      // In each of the sums of a tile, and of a second one that is not full.
      const rows = concat([a, a, a, a, a]);
      for (const transposeB of [false, true]) {
        const right = ones(transposeB ? [6, 202] : [202, 6]);
        assertSameBits(matMul(rows, right, false, transposeB), new Array<number>(30).fill(200));
      }
    });
  });

  it('multiplies each matrix by its own, where TensorFlow.js takes another batch without a word', () => {
    const [a, b, wide] = ['tf.tensor([1, 2], [2, 1, 1, 1])', 'tf.tensor([1, 10, 100], [1, 3, 1, 1])', '[2, 3, 1, 1]'];
    assert.deepEqual(stock(`tf.matMul(${a}, ${b})`), [1, 20, 100]);
    assert.deepEqual(stock(`tf.matMul(tf.ones(${wide}), ${a})`), [1, 2, 1, 2, 1, 2]);
    tidy(() => {
      const [left, right] = [tensor([1, 2], [2, 1, 1, 1]), tensor([1, 10, 100], [1, 3, 1, 1])];
      assertSameBits(matMul(left, right), [1, 10, 100, 2, 20, 200]);
      assertSameBits(matMul(ones([2, 3, 1, 1]), left), [1, 1, 1, 2, 2, 2]);
      const [byLeft, byRight] = grads((x: Tensor, y: Tensor) => matMul(x, y))([left, right]);
      assertSameBits(byLeft, [111, 111]);
      assertSameBits(byRight, [3, 3, 3]);
    });
  });

  it('leaves whole numbers to the original', () => {
    tidy(() => {
      const odd = 2 ** 24 + 1;
      const got = matMul(tensor([odd, 1], [1, 2], 'int32'), tensor([1, 2], [2, 1], 'int32'));
      assert.equal(got.dtype, 'int32');
      assertSameBits(got, [odd + 2]);
    });
  });

  it('refuses inner sizes that differ', () => {
    tidy(() => {
      const message = /inner shapes \(3\) and \(4\) of Tensors with shapes 2,3 and 4,5/;
      assert.throws(() => matMul(zeros([2, 3]), zeros([4, 5])), message);
      assert.throws(() => matMul(zeros([3, 2]), zeros([5, 4]), true, true), /inner shapes \(3\) and \(4\)/);
      assert.throws(() => matMul(zeros([2, 3, 4]), zeros([3, 4, 5])), /could not be broadcast/);
    });
  });
});
