import { assert } from 'chai';
import { MultiHeadAttention } from '../../src/layers/MultiHeadAttention.js';
import { TalkingHeadsAttention } from '../../src/layers/TalkingHeadsAttention.js';

/** As tf_keras 2.15 writes it. */
const keras = {
  name: 'talking_heads_attention',
  trainable: true,
  dtype: 'float32',
  num_heads: 2,
  key_dim: 3,
  value_dim: 4,
  dropout: 0.1,
  use_bias: true,
  output_shape: null,
  attention_axes: [1],
  kernel_initializer: {
    module: 'keras.initializers',
    class_name: 'VarianceScaling',
    config: { scale: 2, mode: 'fan_in', distribution: 'truncated_normal', seed: null },
    registered_name: null,
  },
  bias_initializer: { module: 'keras.initializers', class_name: 'Zeros', config: {}, registered_name: null },
  kernel_regularizer: { module: 'keras.regularizers', class_name: 'L2', config: { l2: 0.01 }, registered_name: null },
  bias_regularizer: null,
  activity_regularizer: null,
  kernel_constraint: {
    module: 'keras.constraints',
    class_name: 'MaxNorm',
    config: { max_value: 2, axis: 0 },
    registered_name: null,
  },
  bias_constraint: null,
  query_shape: [null, 7, 5],
  key_shape: [null, 9, 6],
  value_shape: [null, 9, 8],
};

const json = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe('configurations of attention layers', () => {
  it('reads what Keras writes, and builds the layer', () => {
    const layer = TalkingHeadsAttention.fromConfig(json(keras));
    assert.isTrue(layer.built);
    const shapes = [...layer.parameters()].map(([path, { shape }]) => `${path} ${shape.join()}`);
    assert.deepEqual(shapes, [
      'preSoftmaxWeight 2,2',
      'postSoftmaxWeight 2,2',
      'query.kernel 5,2,3',
      'query.bias 2,3',
      'key.kernel 6,2,3',
      'key.bias 2,3',
      'value.kernel 8,2,4',
      'value.bias 2,4',
      'attentionOutput.kernel 2,4,5',
      'attentionOutput.bias 5',
    ]);
    assert.deepEqual(layer.query.kernel.regularizer!.getConfig(), { l2: 0.01 });
    assert.deepInclude(layer.query.kernel.constraint!.getConfig(), { maxValue: 2 });
    assert.isUndefined(layer.query.bias!.regularizer);
    const config = layer.getConfig();
    assert.deepInclude(config, { numHeads: 2, valueDim: 4, dropout: 0.1, attentionAxes: [1], outputShape: null });
    assert.deepInclude((config.kernelInitializer as { config: object }).config, { scale: 2, mode: 'fanIn' });
    layer.dispose();
  });

  it('reads a type as a policy', () => {
    const dtype = { module: 'keras.mixed_precision', class_name: 'Policy', config: { name: 'float32' } };
    const layer = MultiHeadAttention.fromConfig(json({ ...keras, dtype, query_shape: null }));
    assert.isFalse(layer.built);
    const half = { ...dtype, config: { name: 'mixed_float16' } };
    assert.throws(
      () => MultiHeadAttention.fromConfig({ ...keras, dtype: half }),
      "MultiHeadAttention: dtype must be 'float32', got 'mixed_float16'",
    );
  });

  it('writes what Keras reads: the same keys, and values that come back', () => {
    const layer = TalkingHeadsAttention.fromConfig(json(keras));
    const written = json(layer.getKerasConfig());
    assert.sameMembers(Object.keys(written), Object.keys(keras));
    const plain = ['name', 'trainable', 'dtype', 'num_heads', 'key_dim', 'value_dim', 'dropout', 'use_bias'];
    for (const key of [...plain, 'output_shape', 'attention_axes', 'query_shape', 'key_shape', 'value_shape']) {
      assert.deepEqual(written[key], keras[key as keyof typeof keras], key);
    }
    assert.deepInclude(written.kernel_initializer as object, { class_name: 'VarianceScaling' });
    assert.deepInclude((written.kernel_initializer as { config: object }).config, {
      mode: 'fan_in',
      distribution: 'truncated_normal',
    });
    assert.deepEqual(written.kernel_regularizer, { class_name: 'L2', config: { l2: 0.01 } });
    assert.isNull(written.bias_regularizer);
    const again = TalkingHeadsAttention.fromConfig(written);
    assert.deepEqual(again.getKerasConfig(), layer.getKerasConfig());
    layer.dispose();
    again.dispose();
  });

  for (const Layer of [TalkingHeadsAttention, MultiHeadAttention]) {
    it(`makes an equal ${Layer.name} of its own configuration, with the same weights of a seed`, () => {
      const layer = new Layer({
        numHeads: 2,
        keyDim: 3,
        outputShape: [4, 2],
        attentionAxes: -2,
        useBias: false,
        trainable: false,
        returnAttentionScores: true,
        softmaxRobustMasking: false,
        kernelInitializer: { className: 'RandomNormal', config: { stddev: 0.2 } },
        activityRegularizer: 'l1',
        biasConstraint: 'nonNeg',
        seed: 5,
      });
      const unbuilt = Layer.fromConfig(json(layer.getConfig()));
      assert.isFalse(unbuilt.built);
      assert.deepEqual(unbuilt.getConfig(), layer.getConfig());
      layer.ensureBuilt({ query: [2, 3, 5], value: [2, 4, 6] });
      const config = json(layer.getConfig());
      assert.deepInclude(config, { queryShape: [2, 3, 5], keyShape: [2, 4, 6], seed: 5, trainable: false });
      const again = Layer.fromConfig(config);
      assert.deepEqual(again.getConfig(), layer.getConfig());
      assert.deepEqual(again.getWeights(), layer.getWeights());
      layer.dispose();
      again.dispose();
    });
  }

  it('refuses unknown keys and shapes that tell no size', () => {
    const read = (config: Record<string, unknown>) => (): unknown => TalkingHeadsAttention.fromConfig(config);
    const sizes = { numHeads: 2, keyDim: 3 };
    assert.throws(
      read({ ...sizes, numHead: 3 }),
      /^TalkingHeadsAttention: config must hold only name, .*, got 'numHead'; did you mean 'numHeads'\?$/,
    );
    assert.throws(read({ ...sizes, num_head: 3 }), /got 'num_head'; did you mean 'numHeads'\?$/);
    const refused = (shape: unknown): (() => unknown) => read({ ...sizes, queryShape: shape, valueShape: [1, 2, 3] });
    const where = 'TalkingHeadsAttention: queryShape must be a list of sizes that ends with one, got';
    assert.throws(refused([1, 2, null]), where);
    assert.throws(refused([1, -2, 3]), where);
    assert.throws(refused(3), `${where} 3`);
    assert.throws(read({ keyDim: 3 }), 'TalkingHeadsAttention: numHeads must be a whole number above 0, got undefined');
  });
});
