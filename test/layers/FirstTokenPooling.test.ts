import { mul, sum, tensor, tidy } from '@tensorflow/tfjs-core';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { FirstTokenPooling } from '../../src/layers/FirstTokenPooling.js';
import { assertSameBits } from '../helpers/assertClose.js';
import { assertConfig } from './assertConfig.js';

describe('FirstTokenPooling', () => {
  it('takes the first position of each sequence, and hands its gradient back there alone', () => {
    tidy(() => {
      const layer = new FirstTokenPooling();
      const x = tensor([1, 2, 3, NaN, 5, 6, 7, 8], [2, 2, 2]);
      assertSameBits(layer.call(x), Float32Array.of(1, 2, 5, 6));
      const weights = tensor([1, 2, 3, 4], [2, 2]);
      const { gradients } = gradientsByTensors(() => sum(mul(layer.call(x), weights)), [x]);
      assertSameBits(gradients[0], Float32Array.of(1, 2, 0, 0, 3, 4, 0, 0));
    });
  });

  it('is what its configuration says', () => {
    assertConfig(FirstTokenPooling, new FirstTokenPooling({ seed: 3 }), {});
  });
});
