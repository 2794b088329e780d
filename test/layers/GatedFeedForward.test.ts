import { mul, ones, sigmoid, sum, tidy, zeros, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import { GatedFeedForward } from '../../src/layers/GatedFeedForward.js';
import { valueAndGradients } from '../../src/modules/valueAndGradients.js';
import { gradientByDuals, type ArrayFunction } from '../float64/derivatives.js';
import { gatedFeedForward } from '../float64/gatedFeedForward.js';
import { Random } from '../float64/random.js';
import { numbers } from '../float64/scalar.js';
import { toTensor } from '../gradients/toTensor.js';
import { assertClose, assertSameBits, largest } from '../helpers/assertClose.js';
import { toleranceFor } from '../helpers/toleranceFor.js';
import { ramp } from './attentionCalls.js';
import { assertConfig } from './assertConfig.js';

const silu = (x: Tensor): Tensor => mul(x, sigmoid(x));

describe('GatedFeedForward', () => {
  for (const activation of ['gelu', 'silu'] as const) {
    it(`is that of double precision, and so are its gradients: ${activation}`, () => {
      const layer = new GatedFeedForward({ innerSize: 5, activation: activation === 'gelu' ? 'gelu' : silu, seed: 1 });
      const random = new Random(1);
      const [x, cotangent] = [random.normals([2, 3, 4]), random.normals([2, 3, 4])];
      const { value, gradients } = valueAndGradients(
        () => sum(mul(layer.call(toTensor(x)), toTensor(cotangent))),
        layer,
      );
      const paths = [...layer.parameters()].map(([path, { shape }]) => `${path} ${shape.join()}`);
      assert.deepEqual(paths, ['gate.kernel 4,5', 'value.kernel 4,5', 'outer.kernel 5,4']);
      const weights = [layer.gate, layer.value, layer.outer].map(({ kernel }) => {
        return { shape: kernel.shape, values: Array.from(kernel.value.dataSync()) };
      });
      const oracle: ArrayFunction = (field, inputs) => gatedFeedForward(field, inputs, activation);
      const want = oracle(numbers, [x, ...weights]);
      tidy(() => assertClose(layer.call(toTensor(x)), want.values, toleranceFor(1e-5) * largest(want.values)));
      const [, ...byWeights] = gradientByDuals(oracle, [x, ...weights], cotangent);
      const floor = Math.max(...byWeights.map(({ values }) => largest(values))) / 10;
      ['gate', 'value', 'outer'].forEach((name, i) => {
        const scale = Math.max(floor, largest(byWeights[i].values));
        assertClose(gradients.get(`${name}.kernel`)!, byWeights[i].values, toleranceFor(1e-5) * scale, name);
      });
      for (const one of [value, ...gradients.values(), layer]) one.dispose();
    });
  }

  it('has biases when asked, and drops out what it gives', () => {
    const layer = new GatedFeedForward({ innerSize: 3, useBias: true, biasInitializer: 'ones', dropout: 0.5 });
    tidy(() => {
      const x = ramp([2, 3, 4]);
      const got = layer.call(x);
      const paths = [...layer.parameters()].map(([path]) => path);
      const names = ['gate', 'value', 'outer'];
      assert.deepEqual(
        paths,
        names.flatMap((name) => [`${name}.kernel`, `${name}.bias`]),
      );
      const options = { training: true, randomKey: RandomKey.fromSeed(1) };
      const dropped = layer.call(x, options).dataSync();
      assertSameBits(layer.call(x, options), dropped);
      const doubled = mul(got, 2).dataSync();
      dropped.forEach((value, i) => assert.isTrue(value === 0 || Math.abs(value - doubled[i]) < 1e-6));
      assert.isTrue(dropped.some((value) => value === 0) && dropped.some((value) => value !== 0));
      // Of kernels of zeros only the biases of 1 are left: three times gelu(1) · 1, and 1.
      const [gate, value, outer] = names.map((name) => layer.parameters().get(`${name}.kernel`)!);
      for (const kernel of [gate, value]) kernel.assign(zeros([...kernel.shape]));
      outer.assign(ones([...outer.shape]));
      // gelu(1) = Φ(1).
      assertClose(layer.call(x), new Float32Array(24).fill(3 * 0.8413447460685429 + 1), toleranceFor(2e-6));
    });
    layer.dispose();
  });

  it('makes an equal layer of its configuration', () => {
    const layer = new GatedFeedForward({
      innerSize: 6,
      activation: 'tanh',
      dropout: 0.25,
      kernelRegularizer: 'l2',
      biasConstraint: 'nonNeg',
    });
    assertConfig(GatedFeedForward, layer, {
      innerSize: 6,
      activation: 'tanh',
      dropout: 0.25,
      useBias: false,
      kernelInitializer: { className: 'GlorotUniform', config: {} },
      kernelRegularizer: { className: 'L2', config: { l2: 0.01 } },
      kernelConstraint: null,
      biasInitializer: { className: 'Zeros', config: {} },
      biasRegularizer: null,
      biasConstraint: { className: 'NonNeg', config: {} },
    });
    assert.throws(
      () => new GatedFeedForward({ innerSize: 6, activation: silu }).getConfig(),
      'GatedFeedForward: activation must be a name to be serialized, got a function',
    );
  });

  it('refuses sizes and rates out of range', () => {
    const make = (options: object) => (): unknown => new GatedFeedForward({ innerSize: 2, ...options });
    assert.throws(make({ innerSize: 0 }), 'GatedFeedForward: innerSize must be a whole number, above 0, got 0');
    assert.throws(make({ dropout: -1 }), 'GatedFeedForward: dropout must be in [0, 1], got -1');
    assert.throws(make({ useBias: 1 }), 'GatedFeedForward: useBias must be true or false, got 1');
  });
});
