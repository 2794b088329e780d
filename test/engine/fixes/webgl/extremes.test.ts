import { getBackend, max, min, neg, tensor, tidy } from '@tensorflow/tfjs-core';
import { assertSameBits } from '../../../helpers/assertClose.js';

if (getBackend() === 'webgl') {
  describe('max and min on webgl', () => {
    // Windows of the shaders are longer than one row and shorter than the other.
    for (const length of [3, 301]) {
      for (const size of [1e21, 3.4028234663852886e38, Infinity]) {
        it(`max of ${length} numbers of size -${size} and min of their opposites are themselves`, () =>
          tidy(() => {
            const low = tensor(new Array<number>(2 * length).fill(-size), [2, length]);
            const want = Math.fround(size);
            assertSameBits(max(low, 1), [-want, -want]);
            assertSameBits(min(neg(low), 1), [want, want]);
            assertSameBits(max(low), [-want]);
          }));
      }
    }

    it('NaN is still found', () => tidy(() => assertSameBits(max(tensor([[-1e30, NaN, -2e30]]), 1), [NaN])));
  });
}
