import { getBackend, tensor1d, tidy, unsortedSegmentSum, zeros } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { assertSameBits } from '../../../helpers/assertClose.js';

if (getBackend() === 'webgl') {
  describe('unsortedSegmentSum on webgl', () => {
    it('of no rows is zero in every segment', () =>
      tidy(() => {
        const sums = unsortedSegmentSum(zeros([0, 3]), tensor1d([], 'int32'), 2);
        assert.deepEqual(sums.shape, [2, 3]);
        assertSameBits(sums, [0, 0, 0, 0, 0, 0]);
      }));

    it('of rows without elements has none', () =>
      tidy(() => {
        const sums = unsortedSegmentSum(zeros([2, 0]), tensor1d([1, 1], 'int32'), 4);
        assert.deepEqual(sums.shape, [4, 0]);
        assertSameBits(sums, []);
      }));
  });
}
