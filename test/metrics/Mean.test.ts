import { tensor, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { Mean } from '../../src/metrics/Mean.js';

describe('Mean', () => {
  it('is the weighted mean of all numbers, whatever the sizes of the batches', () => {
    tidy(() => {
      const mean = new Mean();
      mean.update(tensor1d([1, 2, 3]));
      mean.update(tensor([6], []));
      assert.equal(mean.result(), 3);
      mean.update(tensor([1, 5, 10, 20], [2, 2]), tensor1d([2, 0]));
      // (12 + 2 · 1 + 2 · 5) / (4 + 2 + 2)
      assert.equal(mean.result(), 3);
      mean.reset();
      mean.update(tensor1d([1, NaN, 4]), tensor1d([3, 0, 1]));
      assert.equal(mean.result(), 7 / 4);
    });
  });

  it('is NaN of nothing, and of no weight', () => {
    tidy(() => {
      const mean = new Mean();
      assert.isNaN(mean.result());
      mean.update(tensor1d([1]), tensor1d([0]));
      assert.isNaN(mean.result());
    });
  });
});
