import { neg, relu } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { Zeros } from '../../src/initializers/Zeros.js';
import { Dense } from '../../src/layers/Dense.js';
import { FeedForward } from '../../src/layers/FeedForward.js';
import { modelToJson } from '../../src/models/modelToJson.js';
import { Leaf } from '../helpers/exampleModules.js';

const options = {
  name: 'd',
  trainable: true,
  units: 3,
  activation: 'geluTanh',
  useBias: true,
  kernelInitializer: { className: 'VarianceScaling', config: { scale: 2, mode: 'fanIn', distribution: 'uniform' } },
  kernelRegularizer: { className: 'L2', config: { l2: 0.5 } },
  kernelConstraint: null,
  biasInitializer: { className: 'Zeros', config: {} },
  biasRegularizer: null,
  biasConstraint: null,
} as const;

describe('modelToJson', () => {
  const dense = new Dense({ ...options, seed: 4 });

  it('writes all options and the shape it was built for', () => {
    assert.deepEqual(JSON.parse(modelToJson(dense)), { className: 'Dense', config: { ...options, seed: 4 } });
    const built = new Dense({ units: 1, name: 'e' });
    built.ensureBuilt([2, 5]);
    const { buildConfig } = JSON.parse(modelToJson(built)) as { buildConfig: object };
    assert.deepEqual(buildConfig, { inputShape: [2, 5] });
    built.dispose();
  });

  it("writes Keras's keys and names, without the options that Keras does not know", () => {
    const { class_name: className, config } = JSON.parse(modelToJson(dense, 'keras')) as {
      class_name: string;
      config: Record<string, unknown>;
    };
    assert.equal(className, 'Dense');
    assert.deepEqual(config, {
      name: 'd',
      trainable: true,
      units: 3,
      activation: 'gelu_tanh',
      use_bias: true,
      kernel_initializer: {
        class_name: 'VarianceScaling',
        config: { scale: 2, mode: 'fan_in', distribution: 'uniform' },
      },
      kernel_regularizer: { class_name: 'L2', config: { l2: 0.5 } },
      kernel_constraint: null,
      bias_initializer: { class_name: 'Zeros', config: {} },
      bias_regularizer: null,
      bias_constraint: null,
    });
  });

  it('names a function that has a name here, and refuses another', () => {
    const of = (activation: typeof relu): string => modelToJson(new FeedForward({ innerSize: 2, activation }));
    assert.include(of(relu), '"activation":"relu"');
    const known =
      'activation must be one of linear, relu, gelu, geluTanh, tanh, sigmoid, silu, softplus, elu, mish, leakyRelu ' +
      'to be serialized';
    assert.throws(() => of(neg), Error, `FeedForward: ${known}, got a function`);
    const own = new Dense({ units: 2, activation: neg });
    assert.throws(() => modelToJson(own), Error, `Dense: ${known}, got a function`);
  });

  it('refuses classes that are not listed', () => {
    class OwnInitializer extends Zeros {}
    assert.throws(
      () => modelToJson(new Dense({ units: 2, kernelInitializer: new OwnInitializer() })),
      Error,
      /^initializer must be one of zeros, .* to be serialized, got an instance of OwnInitializer$/,
    );
    const leaf = new Leaf();
    assert.throws(
      () => modelToJson(leaf),
      Error,
      /^layer must be one of dense, .* to be serialized, got an instance of Leaf$/,
    );
    leaf.dispose();
  });
});
