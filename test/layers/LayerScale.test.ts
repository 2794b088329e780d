import { tensor, tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { LayerScale } from '../../src/layers/LayerScale.js';
import { Random } from '../float64/random.js';
import { times } from '../float64/transformerBlock.js';
import { measureModule } from '../gradients/measureModule.js';
import { assertSameBits } from '../helpers/assertClose.js';
import { toleranceFor } from '../helpers/toleranceFor.js';
import { assertConfig } from './assertConfig.js';

describe('LayerScale', () => {
  it('begins with 1e-5 of its input, or with the value that it is given', () => {
    tidy(() => {
      const x = tensor([1, -2, 3, 4], [2, 2]);
      const [small, given] = [new LayerScale(), new LayerScale({ initialValue: 0.5 })];
      assertSameBits(
        small.call(x),
        Float32Array.of(1, -2, 3, 4).map((one) => one * Math.fround(1e-5)),
      );
      assertSameBits(given.call(x), Float32Array.of(0.5, -1, 1.5, 2));
      for (const layer of [small, given]) layer.dispose();
    });
  });

  it('multiplies each feature by its factor, gradients in double precision', () => {
    const random = new Random(3);
    const layer = new LayerScale();
    layer.ensureBuilt([2, 3, 4]);
    const measured = measureModule(
      random,
      layer,
      [random.normals([2, 3, 4])],
      ([x]) => layer.call(x),
      (field, [x], { gamma }) => times(field, x, gamma),
    );
    for (const { name, error, scale } of measured) assert.isAtMost(error, toleranceFor(1e-5) * scale, name);
    layer.dispose();
  });

  it('is what its configuration says', () => {
    assertConfig(LayerScale, new LayerScale({ seed: 3 }), { initialValue: 1e-5 });
    assertConfig(LayerScale, new LayerScale({ initialValue: 0.1, seed: 3 }), { initialValue: 0.1 });
  });
});
