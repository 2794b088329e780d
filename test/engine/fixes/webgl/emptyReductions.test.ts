import { getBackend, max, mean, min, prod, sum, tidy, zeros, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { assertSameBits } from '../../../helpers/assertClose.js';

const reductions: [string, (x: Tensor, axis?: number, keepDims?: boolean) => Tensor, number][] = [
  ['sum', sum, 0],
  ['mean', mean, NaN],
  ['max', max, -Infinity],
  ['min', min, Infinity],
  ['prod', prod, 1],
];

if (getBackend() === 'webgl') {
  describe('reductions of nothing on webgl', () => {
    for (const [name, reduce, value] of reductions) {
      it(`${name} over an empty axis is ${value}`, () =>
        tidy(() => {
          const kept = reduce(zeros([3, 0]), 1, true);
          assert.deepEqual(kept.shape, [3, 1]);
          assertSameBits(kept, [value, value, value]);
          assertSameBits(reduce(zeros([0, 2]), 0), [value, value]);
          assertSameBits(reduce(zeros([0, 2])), [value]);
        }));

      it(`${name} over another axis of nothing is nothing`, () =>
        tidy(() => {
          const none = reduce(zeros([3, 0]), 0);
          assert.deepEqual(none.shape, [0]);
          assertSameBits(none, []);
        }));
    }
  });
}
