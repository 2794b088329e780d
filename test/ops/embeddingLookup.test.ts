import { tensor, tidy, zeros, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { checkIndices, embeddingLookup } from '../../src/ops/embeddingLookup.js';
import { filled, mapArray } from '../float64/array.js';
import { embedding } from '../float64/embedding.js';
import { Random } from '../float64/random.js';
import { toTensor } from '../gradients/toTensor.js';
import { assertSameBits } from '../helpers/assertClose.js';
import { watchEngine } from './watchEngine.js';
import { caseCount } from '../helpers/caseCount.js';

const ints = (values: number[]): Tensor => tensor(values, [values.length], 'int32');

describe('ops/embeddingLookup', () => {
  it('copies rows, to the bit, for ids of any shape', () => {
    for (let seed = 0; seed < caseCount(30); seed++) {
      const random = new Random(seed);
      const table = random.normals([random.integer(1, 6), random.integer(1, 4)]);
      const shape = Array.from({ length: random.integer(0, 3) }, () => random.integer(0, 3));
      const ids = mapArray(filled(shape, 0), () => random.integer(0, table.shape[0] - 1));
      tidy(() => {
        const got = embeddingLookup(toTensor(table), toTensor(ids, 'int32'));
        assert.deepEqual(got.shape, [...shape, table.shape[1]], `seed ${seed}`);
        assertSameBits(got, embedding(table, ids).values, `seed ${seed}`);
      });
    }
  });

  it('adds the gradients of ids that come again; rows that do not come have none', () => {
    tidy(() => {
      const table = zeros([4, 2]);
      const cotangent = tensor([
        [1, 2],
        [10, 20],
        [100, 200],
      ]);
      const { gradients } = gradientsByTensors(() => embeddingLookup(table, ints([2, 0, 2])), [table], cotangent);
      assertSameBits(gradients[0], [10, 20, 0, 0, 101, 202, 0, 0]);
    });
  });

  it('makes no one-hot matrix, and nothing of the vocabulary’s size but the gradient', () => {
    const [vocabulary, width, numIds] = [5000, 3, 4];
    tidy(() => {
      const [table, ids] = [zeros([vocabulary, width]), ints([1, 2, 3, 2])];
      const { kernels, peakBytes } = watchEngine(
        () => gradientsByTensors(() => embeddingLookup(table, ids), [table]).gradients,
      );
      const large = kernels.filter(({ size }) => size > numIds * width);
      assert.deepEqual(large, [{ name: 'UnsortedSegmentSum', size: vocabulary * width }]);
      assert.isBelow(peakBytes, 4 * (vocabulary * width + 10 * numIds * width));
    });
  });

  it('refuses a table that is no matrix, and ids that are no rows', () => {
    tidy(() => {
      const table = zeros([3, 2]);
      assert.throws(
        () => embeddingLookup(zeros([3]), ints([0])),
        'embeddingLookup: table must have shape [any, any], got [3]',
      );
      assert.throws(
        () => embeddingLookup(table, tensor([0])),
        'embeddingLookup: ids must be an int32 tensor, got a float32 tensor',
      );
      assert.throws(() => embeddingLookup(table, ints([0, 3])), 'embeddingLookup: ids must be in [0, 3), got 3');
      assert.throws(() => embeddingLookup(table, ints([-1])), 'embeddingLookup: ids must be in [0, 3), got -1');
    });
  });

  it('lets one index pass that is outside, when told', () => {
    tidy(() => {
      const indices = ints([0, -1, 2]);
      assert.doesNotThrow(() => checkIndices('op', 'labels', indices, 3, -1));
      assert.throws(() => checkIndices('op', 'labels', indices, 2, -1), 'op: labels must be in [0, 2), got 2');
    });
  });
});
