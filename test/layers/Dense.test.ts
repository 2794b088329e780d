import { add, matMul, memory, ones, tanh, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { getActivation } from '../../src/layers/activations.js';
import { Dense, type DenseOptions } from '../../src/layers/Dense.js';
import { assertClose, assertSameBits, assertTensorsClose } from '../helpers/assertClose.js';
import { ramp } from './attentionCalls.js';

/** Runs a test with a layer, and frees the layer and all else. */
function withDense(options: DenseOptions, test: (layer: Dense) => void): void {
  const layer = new Dense({ biasInitializer: 'randomNormal', seed: 1, ...options });
  try {
    tidy(() => test(layer));
  } finally {
    layer.dispose();
  }
}

describe('Dense', () => {
  it('is activation(x · kernel + bias), over the last axis of any rank', () => {
    withDense({ units: 4, activation: 'tanh' }, (layer) => {
      const x = ramp([6, 3]);
      const got = layer.call(x);
      const want = tanh(add(matMul(x as never, layer.kernel.value as never), layer.bias!.value));
      assertTensorsClose(got, want, 1e-6);
      const folded = layer.call(tensor(x.dataSync(), [2, 3, 3]));
      assert.deepEqual(folded.shape, [2, 3, 4]);
      assertSameBits(folded, got);
    });
  });

  it('names its weights and gives them their shapes', () => {
    withDense({ units: 4 }, (layer) => {
      layer.call(ramp([2, 3]));
      const weights = [...layer.parameters()].map(([path, { shape }]) => [path, ...shape]);
      assert.deepEqual(weights, [
        ['kernel', 3, 4],
        ['bias', 4],
      ]);
    });
    withDense({ units: 4, useBias: false }, (layer) => {
      layer.call(ramp([2, 3]));
      assert.deepEqual([...layer.parameters().keys()], ['kernel']);
    });
  });

  it('takes a function as activation', () => {
    withDense({ units: 2, activation: (x: Tensor) => add(x, 100) }, (layer) => {
      const x = ramp([1, 3]);
      const plain = matMul(x as never, (layer.ensureBuilt([1, 3]), layer.kernel.value) as never);
      assertClose(layer.call(x), add(add(plain, layer.bias!.value), 100), 1e-4);
    });
  });

  it('gives its rules to its weights, and its penalty to the collector', () => {
    const options = { kernelRegularizer: 'l1', biasConstraint: 'nonNeg', activityRegularizer: 'l2' } as const;
    withDense({ units: 2, ...options }, (layer) => {
      const losses: Tensor[] = [];
      const y = layer.call(ramp([4, 3]), { activityLosses: losses });
      assert.equal(layer.kernel.regularizer!.constructor.name, 'L1');
      assert.isUndefined(layer.bias!.regularizer);
      assert.equal(layer.bias!.constraint!.constructor.name, 'NonNeg');
      const squares = y.dataSync<'float32'>().reduce((total, one) => total + one * one, 0);
      assertClose(losses[0], [(0.01 * squares) / 4], 1e-6);
      assert.lengthOf(losses, 1);
    });
  });

  it('leaves nothing but its output', () => {
    const layer = new Dense({ units: 2 });
    const x = ones([1, 3]);
    layer.call(x).dispose();
    const before = memory().numTensors;
    layer.call(x).dispose();
    assert.equal(memory().numTensors, before);
    layer.dispose();
    x.dispose();
  });

  it('refuses sizes, names and features that do not fit', () => {
    assert.throws(() => new Dense({ units: 0 }), 'Dense: units must be a whole number, above 0, got 0');
    const known =
      'activation must be one of linear, relu, gelu, geluTanh, tanh, sigmoid, silu, softplus, elu, mish, leakyRelu, got';
    assert.throws(() => new Dense({ units: 1, activation: 'swosh' as never }), `${known} 'swosh'`);
    assert.throws(() => getActivation('toString' as never), `${known} 'toString'`);
    withDense({ units: 2 }, (layer) => {
      layer.call(ones([1, 3]));
      assert.throws(() => layer.call(ones([5, 1, 4])), 'Dense: x must have shape [5, 1, 3], got [5, 1, 4]');
    });
  });
});
