import { mul, sum, tensor, tidy } from '@tensorflow/tfjs-core';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { MeanPooling } from '../../src/layers/MeanPooling.js';
import { assertClose, assertSameBits } from '../helpers/assertClose.js';
import { assertConfig } from './assertConfig.js';

const values = [1, 2, 3, 4, 5, 9, -1, 0.5, 2, 2.5, 7, 8];

describe('MeanPooling', () => {
  it('takes the mean of all positions, or of those that count', () => {
    tidy(() => {
      const layer = new MeanPooling();
      const x = tensor(values, [2, 3, 2]);
      // A float32 division rounds once.
      assertClose(layer.call(x), [3, 5, 8 / 3, 11 / 3], 3e-7);
      const mask = tensor([1, 1, 0, 0, 0, 1], [2, 3], 'bool');
      assertSameBits(layer.call(x, { mask }), Float32Array.of(2, 3, 7, 8));
      assertSameBits(layer.call(x, { mask: tensor([0.6, 1, 0.5, 0, 0, 2], [2, 3]) }), Float32Array.of(2, 3, 7, 8));
    });
  });

  it('gives zeros of nothing', () => {
    tidy(() => {
      const mask = tensor([0, 0, 0, 1, 0, 0], [2, 3], 'int32');
      const layer = new MeanPooling();
      assertSameBits(layer.call(tensor(values, [2, 3, 2]), { mask }), Float32Array.of(0, 0, -1, 0.5));
      assertSameBits(layer.call(tensor([], [1, 0, 2], 'float32')), Float32Array.of(0, 0));
    });
  });

  it('NaN in padding changes nothing, gradients included', () => {
    tidy(() => {
      const layer = new MeanPooling();
      const mask = tensor([1, 1, 0, 1, 0, 0], [2, 3], 'bool');
      const weights = tensor([1, -2, 3, 4], [2, 2]);
      const run = (x: number[]): Float32Array[] => {
        const given = tensor(x, [2, 3, 2]);
        const { value, gradients } = gradientsByTensors(() => sum(mul(layer.call(given, { mask }), weights)), [given]);
        return [layer.call(given, { mask }), value, ...gradients].map((one) => one.dataSync<'float32'>());
      };
      const clean = run(values);
      run(values.with(4, NaN).with(9, Infinity)).forEach((got, i) => assertSameBits(got, clean[i]));
      assertSameBits(clean[2], Float32Array.of(0.5, -1, 0.5, -1, 0, 0, 3, 4, 0, 0, 0, 0));
    });
  });

  it('is what its configuration says', () => {
    assertConfig(MeanPooling, new MeanPooling({ seed: 3 }), {});
  });
});
