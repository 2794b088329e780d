import { memory, ones, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { Dense } from '../../src/layers/Dense.js';
import type { Embedding } from '../../src/layers/Embedding.js';
import type { LayerNorm } from '../../src/layers/LayerNorm.js';
import { modelFromJson } from '../../src/models/modelFromJson.js';
import { modelToJson } from '../../src/models/modelToJson.js';
import { registerLayer } from '../../src/models/registerLayer.js';
import type { AnyModule } from '../../src/modules/Module.js';
import { Stack } from './Stack.js';

registerLayer('ReadStack', Stack);

const read = (value: unknown): AnyModule => modelFromJson(typeof value === 'string' ? value : JSON.stringify(value));
const pathsOf = (model: AnyModule): string[] =>
  [...model.parameters()].map(([path, { shape }]) => `${path} ${shape.join()}`);
const values = (y: Tensor): number[] => {
  const numbers = Array.from(y.dataSync());
  y.dispose();
  return numbers;
};

describe('modelFromJson', () => {
  const dense = (units: number): Dense => new Dense({ units, activation: 'tanh' });
  const stack = (): Stack =>
    new Stack({ seed: 5, layers: [dense(3), new Stack({ layers: [dense(2), dense(4)] }), dense(1)] });

  for (const style of ['own', 'keras'] as const) {
    it(`makes modules inside modules (${style}): paths, shapes, outputs of equal weights`, () => {
      const [model, x] = [stack(), ones([2, 6])];
      const before = values(model.call(x));
      const again = modelFromJson(modelToJson(model, style)) as Stack;
      assert.deepEqual(pathsOf(again), pathsOf(model));
      assert.include(pathsOf(again), 'layers.1.layers.1.kernel 2,4');
      assert.deepEqual(
        again.layers.map(({ name }) => name),
        model.layers.map(({ name }) => name),
      );
      again.setWeights(model.getWeights());
      assert.deepEqual(values(again.call(x)), before);
      for (const one of [model, again, x]) one.dispose();
    });
  }

  it('gives a model that is built the first values of its seed, and builds none that was not', () => {
    const model = stack();
    const unbuilt = modelFromJson(modelToJson(model)) as Stack;
    assert.equal(unbuilt.parameters().size, 0);
    model.ensureBuilt([1, 6]);
    unbuilt.ensureBuilt([1, 6]);
    const built = modelFromJson(modelToJson(model));
    assert.deepEqual(unbuilt.getWeights(), model.getWeights());
    assert.deepEqual(built.getWeights(), model.getWeights());
    for (const one of [model, unbuilt, built]) one.dispose();
  });

  it('builds a part of a model that was built alone', () => {
    const model = stack();
    model.layers[0].ensureBuilt([1, 6]);
    const again = modelFromJson(modelToJson(model));
    assert.deepEqual(pathsOf(again), ['layers.0.kernel 6,3', 'layers.0.bias 3']);
    model.dispose();
    again.dispose();
  });

  it('reads what tf_keras 2.15 writes', () => {
    const initializer = (name: string, config: object = {}): object => {
      return { module: 'keras.initializers', class_name: name, config, registered_name: null };
    };
    const layer = { trainable: true, dtype: 'float32' };
    const dense = read({
      module: 'keras.layers',
      class_name: 'Dense',
      config: {
        ...{ name: 'dense', ...layer, units: 3, activation: 'relu', use_bias: true },
        kernel_initializer: initializer('GlorotUniform', { seed: null }),
        bias_initializer: initializer('Zeros'),
        ...{ kernel_regularizer: null, bias_regularizer: null, activity_regularizer: null },
        ...{ kernel_constraint: null, bias_constraint: null },
      },
      registered_name: null,
      build_config: { input_shape: [null, 4] },
    }) as Dense;
    assert.deepEqual(pathsOf(dense), ['kernel 4,3', 'bias 3']);
    assert.deepInclude(dense.getConfig(), { name: 'dense', units: 3, activation: 'relu', useBias: true });

    const embedding = read({
      class_name: 'Embedding',
      config: {
        ...{ name: 'embedding', ...layer, batch_input_shape: [null, null], input_dim: 5, output_dim: 2 },
        embeddings_initializer: initializer('RandomUniform', { minval: -0.05, maxval: 0.05, seed: null }),
        ...{ embeddings_regularizer: null, activity_regularizer: null, embeddings_constraint: null },
        ...{ mask_zero: true, input_length: null },
      },
      build_config: { input_shape: [null, null] },
    }) as Embedding;
    assert.deepEqual(pathsOf(embedding), ['embeddings 5,2']);
    assert.deepInclude(embedding.getConfig(), { inputDim: 5, outputDim: 2, maskZero: true });

    const norm = read({
      class_name: 'LayerNormalization',
      config: {
        ...{ name: 'norm', ...layer, axis: [2], epsilon: 0.001, center: true, scale: true },
        ...{ beta_initializer: initializer('Zeros'), gamma_initializer: initializer('Ones') },
        ...{ beta_regularizer: null, gamma_regularizer: null, beta_constraint: null, gamma_constraint: null },
      },
      build_config: { input_shape: [null, 7, 4] },
    }) as LayerNorm;
    assert.deepEqual(pathsOf(norm), ['gamma 4', 'beta 4']);
    for (const one of [dense, embedding, norm]) one.dispose();
  });

  const units = { units: 3 };
  const inside = (...layers: unknown[]): object => ({ className: 'ReadStack', config: { layers } });
  const built = { className: 'Dense', config: units, buildConfig: { inputShape: [1, 2] } };
  const refused: [string, unknown, string | RegExp][] = [
    ['no JSON', '{', "modelFromJson: text must be JSON, got '{'"],
    ['a list', [], 'modelFromJson: text must be an object, got []'],
    ['a name', '"dense"', "modelFromJson: text must be an object, got 'dense'"],
    ['no class', { config: units }, /^modelFromJson: text must be one of dense, .*, got {"config":{"units":3}}$/],
    [
      'an unknown class',
      { className: 'Dens' },
      /^modelFromJson: text\.className must be .*'Dens'; did you mean 'dense'\?$/,
    ],
    [
      'a class of JavaScript',
      { className: 'constructor' },
      /text\.className must be one of dense.*, got 'constructor'$/,
    ],
    ['a prototype as a class', { className: '__proto__' }, /text\.className must be one of dense.*, got '__proto__'$/],
    ['a class that is no text', { className: { name: 'Dense' } }, /text\.className must be .*, got {"name":"Dense"}$/],
    [
      'an unknown option',
      { className: 'Dense', config: { unit: 3 } },
      /^Dense: options must hold only name, .*, got 'unit'; did you mean 'units'\?$/,
    ],
    [
      'an option of a wrong type',
      { class_name: 'Dense', config: { units: '3' } },
      "Dense: units must be a whole number, above 0, got '3'",
    ],
    [
      'another type of numbers',
      { class_name: 'Dropout', config: { rate: 0, dtype: 'float16' } },
      "Dropout: dtype must be 'float32', got 'float16'",
    ],
    [
      'a prototype as an option',
      '{"className":"Dense","config":{"units":3,"__proto__":{"units":4}}}',
      /^Dense: options must hold only .*, got '__proto__'$/,
    ],
    [
      'a constructor as an option',
      '{"className":"Dense","config":{"units":3,"constructor":{}}}',
      /^Dense: options must hold only .*, got 'constructor'$/,
    ],
    [
      'a prototype beside the class',
      '{"className":"Dense","__proto__":{"config":{"units":4}}}',
      "modelFromJson: text must hold only className and config, got '__proto__'",
    ],
    [
      'a prototype inside an initializer',
      '{"className":"Dense","config":{"units":3,"kernelInitializer":{"className":"Zeros","config":{"__proto__":{}}}}}',
      /^Zeros: .*, got '__proto__'$/,
    ],
    [
      'an unknown initializer',
      { className: 'Dense', config: { ...units, kernelInitializer: { className: 'Zeroes' } } },
      /^Dense: kernelInitializer\.className must be one of zeros, .*, got 'Zeroes'; did you mean 'zeros'\?$/,
    ],
    [
      'an unknown class inside, after one that was made',
      inside(
        built,
        {
          className: 'Transformer',
          config: { vocabularySize: 2, contextLength: 2, numLayers: 1, width: 2, numHeads: 1 },
        },
        { className: 'Embeding' },
      ),
      /^ReadStack: layers\.2\.className must be .*, got 'Embeding'; did you mean 'embedding'\?$/,
    ],
    [
      'a shape that the class is not built from',
      { className: 'Dense', config: { ...units, name: 'd' }, buildConfig: { inputShape: [1, -2] } },
      'modelFromJson: inputShape of d must be one that it can be built for, got [1,-2]: Dense: shape must be a list of whole numbers, at least 0, got [1,-2]',
    ],
    [
      'a shape of another kind',
      inside(built, {
        className: 'Dense',
        config: { ...units, name: 'd' },
        buildConfig: { inputShape: { query: [2] } },
      }),
      /^modelFromJson: inputShape of d must be one that it can be built for, got {"query":\[2\]}: /,
    ],
  ];
  for (const [what, text, message] of refused) {
    it(`refuses ${what}, and leaves nothing`, () => {
      const { numTensors } = memory();
      if (typeof message === 'string')
        assert.throws(() => read(text), Error, new RegExp(`^${message.replace(/[[\]().*+?|\\{}]/g, '\\$&')}$`));
      else assert.throws(() => read(text), Error, message);
      assert.equal(memory().numTensors, numTensors);
      assert.isUndefined(({} as { units?: unknown }).units, 'no prototype was changed');
    });
  }
});
