import { tensor, tidy } from '@tensorflow/tfjs-core';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { clipProbability } from '../../src/losses/clipProbability.js';
import { assertClose } from '../helpers/assertClose.js';

it('clipProbability keeps what is inside, cuts the rest, and lets no gradient through there', () => {
  tidy(() => {
    const x = tensor([-1, 0, 0.25, 1, 2, NaN]);
    const { value, gradients } = gradientsByTensors(() => clipProbability(x), [x]);
    const [low, high] = [Math.fround(1e-7), Math.fround(1 - 1e-7)];
    assertClose(value, [low, low, 0.25, high, high, NaN], 0);
    assertClose(gradients[0].dataSync().slice(0, 5), [0, 0, 1, 0, 0], 0);
  });
});
