import { gather, grad, mul, tensor, tensor1d, tensor2d, tidy, unsortedSegmentSum } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import fc from 'fast-check';
import { Random } from '../../../float64/random.js';
import { sizeOf } from '../../../float64/array.js';
import { assertClose, assertSameBits } from '../../../helpers/assertClose.js';
import { useBackend } from '../../../helpers/useBackend.js';
import { stock } from '../../stock/stock.js';
import { seeds, shapes } from './cases.js';

describe('unsortedSegmentSum on the cpu backend', () => {
  useBackend('cpu');

  it('adds every row to its segment, and leaves out ids that name none', () => {
    fc.assert(
      fc.property(shapes, fc.nat(4), seeds, (shape, numSegments, seed) => {
        fc.pre(shape.length > 0);
        const random = new Random(seed);
        const rank = random.integer(1, shape.length);
        const outer = shape.slice(0, rank);
        const inner = shape.slice(rank);
        const width = sizeOf(inner);
        const ids = Array.from({ length: sizeOf(outer) }, () => random.integer(-1, numSegments + 1));
        const { values } = random.normals(shape);
        const want = new Array<number>(numSegments * width).fill(0);
        values.forEach((value, i) => {
          const id = ids[Math.floor(i / width)];
          if (id >= 0 && id < numSegments) want[id * width + (i % width)] += value;
        });
        tidy(() => {
          const segmentIds = tensor(ids, outer, 'int32');
          // Its type says one axis; the operation takes any number.
          const got = unsortedSegmentSum(tensor(values, shape, 'float32'), segmentIds as never, numSegments);
          assert.deepEqual(got.shape, [numSegments, ...inner]);
          assertClose(got, want, 1e-4);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('keeps a NaN in its own segment, where TensorFlow.js spoils all of them', () => {
    const [rows, ids] = ['tf.tensor([1, NaN, 3])', "tf.tensor1d([0, 1, 2], 'int32')"];
    assert.deepEqual(stock(`tf.unsortedSegmentSum(${rows}, ${ids}, 3)`), [NaN, NaN, NaN]);
    tidy(() => {
      assertSameBits(unsortedSegmentSum(tensor([1, NaN, 3]), tensor1d([0, 1, 2], 'int32'), 3), [1, NaN, 3]);
    });
  });

  it('sums all axes of the ids, where TensorFlow.js sums the first only', () => {
    const [rows, ids] = ['tf.tensor([[1, 2], [3, 4]])', "tf.tensor2d([[0, 1], [1, 0]], [2, 2], 'int32')"];
    assert.deepEqual(stock(`tf.unsortedSegmentSum(${rows}, ${ids}, 2)`), [1, 4, 3, 2]);
    tidy(() => {
      const segmentIds = tensor2d([0, 1, 1, 0], [2, 2], 'int32');
      const got = unsortedSegmentSum(tensor([1, 2, 3, 4], [2, 2]), segmentIds as never, 2);
      assert.deepEqual(got.shape, [2]);
      assertSameBits(got, [5, 5]);
    });
  });

  it('keeps whole numbers', () => {
    tidy(() => {
      const odd = 2 ** 24 + 1;
      const x = tensor([odd, 2, 3], [3], 'int32');
      const got = unsortedSegmentSum(x, tensor1d([1, 0, 0], 'int32'), 2);
      assert.equal(got.dtype, 'int32');
      assertSameBits(got, [5, odd]);
    });
  });

  it('is the gradient of a lookup', () => {
    tidy(() => {
      const ids = tensor2d([1, 1, 0, 1], [2, 2], 'int32');
      const weights = tensor([1, 10, 100, 1000], [2, 2, 1]);
      const f = (table: ReturnType<typeof tensor>): ReturnType<typeof tensor> => mul(gather(table, ids), weights);
      assertSameBits(grad(f)(tensor([5, 6, 7], [3, 1])), [100, 1011, 0]);
    });
  });

  it('refuses ids of another shape', () => {
    tidy(() => {
      const message = 'unsortedSegmentSum: segmentIds must have shape [3], got [4]';
      assert.throws(() => unsortedSegmentSum(tensor([1, 2, 3]), tensor1d([0, 0, 1, 1], 'int32'), 2), message);
    });
  });
});
