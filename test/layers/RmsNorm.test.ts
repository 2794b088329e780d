import { tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { RmsNorm } from '../../src/layers/RmsNorm.js';
import { Random } from '../float64/random.js';
import { rmsNorm } from '../float64/rmsNorm.js';
import { numbers } from '../float64/scalar.js';
import { toTensor } from '../gradients/toTensor.js';
import { assertForward } from '../ops/assertForward.js';
import { ramp } from './attentionCalls.js';
import { assertConfig } from './assertConfig.js';

describe('RmsNorm', () => {
  it('divides by the root mean square of the last axis, without a shift', () => {
    const layer = new RmsNorm();
    const x = new Random(1).normals([2, 3, 4]);
    assertForward(() => layer.call(toTensor(x)), rmsNorm(numbers, x), 'defaults');
    assert.deepEqual(
      [...layer.parameters()].map(([path, { shape }]) => `${path} ${shape.join()}`),
      ['gamma 4'],
    );
    layer.dispose();
  });

  it('shapes gamma by the normalized axes, in the order of x, and multiplies by it', () => {
    const layer = new RmsNorm({ axis: [-1, 1], epsilon: 0.5, gammaInitializer: 'randomNormal', seed: 1 });
    layer.ensureBuilt([2, 3, 4, 5]);
    const gamma = { shape: layer.gamma.shape, values: Array.from(layer.gamma.value.dataSync()) };
    assert.deepEqual([...gamma.shape], [3, 5]);
    const x = new Random(2).normals([2, 3, 4, 5]);
    const want = rmsNorm(numbers, x, { gamma, axes: [1, 3], epsilon: 0.5 });
    assertForward(() => layer.call(toTensor(x)), want, 'two axes');
    layer.dispose();
  });

  it('makes an equal layer of its configuration', () => {
    const ones = { className: 'Ones', config: {} };
    assertConfig(RmsNorm, new RmsNorm(), { axis: -1, epsilon: 1e-6, gammaInitializer: ones });
    const layer = new RmsNorm({ axis: [1, 2], epsilon: 0.25, gammaInitializer: { className: 'Zeros' }, seed: 4 });
    const zeros = { className: 'Zeros', config: {} };
    assertConfig(RmsNorm, layer, { axis: [1, 2], epsilon: 0.25, gammaInitializer: zeros });
  });

  it('refuses a negative epsilon, an axis that is not there, and other sizes', () => {
    assert.throws(() => new RmsNorm({ epsilon: -1 }), 'RmsNorm: epsilon must be a finite number, at least 0, got -1');
    assert.throws(() => new RmsNorm({ axis: [] }), 'RmsNorm: axis must be a whole number or a list of them, got []');
    const message = 'RmsNorm: axis must be a whole number in [-2, 2), got 2';
    assert.throws(() => new RmsNorm({ axis: 2 }).ensureBuilt([2, 3]), message);
    const layer = new RmsNorm();
    layer.ensureBuilt([2, 3]);
    tidy(() => assert.throws(() => layer.call(ramp([2, 4])), 'rmsNorm: gamma must have shape [4], got [3]'));
    layer.dispose();
  });
});
