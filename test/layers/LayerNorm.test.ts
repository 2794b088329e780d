import { tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { LayerNorm } from '../../src/layers/LayerNorm.js';
import { layerNorm } from '../../src/ops/layerNorm.js';
import { assertTensorsClose } from '../helpers/assertClose.js';
import { ramp } from './attentionCalls.js';

describe('LayerNorm', () => {
  it('shapes its weights by the normalized axes, in the order of x', () => {
    const layer = new LayerNorm({ axis: [-1, 1] });
    layer.ensureBuilt([2, 3, 4, 5]);
    const shapes = [...layer.parameters()].map(([path, { shape }]) => `${path} ${shape.join()}`);
    assert.deepEqual(shapes, ['gamma 3,5', 'beta 3,5']);
    tidy(() => {
      const x = ramp([2, 3, 4, 5]);
      assertTensorsClose(layer.call(x), layerNorm(x, { axis: [1, 3] }), 1e-6);
    });
    layer.dispose();
  });

  it('refuses a negative epsilon, an axis that is not there, and other sizes', () => {
    const message = 'LayerNorm: epsilon must be a finite number, at least 0, got -1';
    assert.throws(() => new LayerNorm({ epsilon: -1 }), message);
    assert.throws(
      () => new LayerNorm({ axis: 2 }).ensureBuilt([2, 3]),
      'LayerNorm: axis must be a whole number in [-2, 2), got 2',
    );
    const layer = new LayerNorm();
    layer.ensureBuilt([2, 3]);
    tidy(() => assert.throws(() => layer.call(ramp([2, 4])), 'layerNorm: gamma must have shape [4], got [3]'));
    layer.dispose();
  });
});
