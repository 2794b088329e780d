import { backend, clipByValue, getBackend, relu, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../../../src/engine/gradients.js';
import { assertSameBits } from '../../../helpers/assertClose.js';

/** Each number beside NaN, in every place of a group of four. */
const numbers = [NaN, 2, -2, 0.5, -7, NaN, 3, Infinity, -Infinity, 0.25, NaN, -1, 5, -5, 0, NaN];

if (getBackend() === 'webgl') {
  describe('clipping on webgl', () => {
    const cut = (low: number, high: number): number[] => numbers.map((x) => Math.min(Math.max(x, low), high));

    for (const shape of [[16], [4, 4], [2, 2, 2, 2]]) {
      it(`clipByValue cuts what stands beside NaN: [${shape.join(', ')}]`, () =>
        tidy(() => assertSameBits(clipByValue(tensor(numbers, shape), -1, 2), cut(-1, 2))));

      it(`relu of −∞ is 0, of NaN NaN: [${shape.join(', ')}]`, () =>
        tidy(() => assertSameBits(relu(tensor(numbers, shape)), cut(0, Infinity))));
    }

    it('has gradients, and leaves nothing behind', () => {
      const x = tensor([-3, 0.5, 4]);
      const before = backend().numDataIds();
      const slope = (f: (x: Tensor) => Tensor): number[] =>
        tidy(() => Array.from(gradientsByTensors(() => f(x), [x]).gradients[0].dataSync()));
      assert.deepEqual(slope(relu), [0, 1, 1]);
      assert.deepEqual(
        slope((y) => clipByValue(y, -1, 2)),
        [0, 1, 0],
      );
      assert.equal(backend().numDataIds(), before);
      x.dispose();
    });
  });
}
