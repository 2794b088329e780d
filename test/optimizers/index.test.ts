import { assert } from 'chai';
import { Adam } from '../../src/optimizers/Adam.js';
import { AdamW } from '../../src/optimizers/AdamW.js';
import { getOptimizer, optimizers } from '../../src/optimizers/index.js';
import { SGD } from '../../src/optimizers/SGD.js';
import { CosineDecay } from '../../src/schedules/CosineDecay.js';
import { assertRoundTrip } from '../helpers/assertRoundTrip.js';

describe('getOptimizer', () => {
  for (const object of [
    new SGD({ learningRate: 0.5, momentum: 0.9, nesterov: true, globalClipNorm: 1 }),
    new Adam({ learningRate: 0.5, beta1: 0.8, beta2: 0.9, epsilon: 1e-3, weightDecay: 0.1 }),
    new AdamW({ excludeFromWeightDecay: ['**.bias', 'snake_case.*'] }),
  ]) {
    it(`makes an equal ${object.constructor.name}`, () => assertRoundTrip(optimizers, object));
  }

  it('carries a schedule', () => {
    const schedule = new CosineDecay({ initialLearningRate: 0.5, decaySteps: 10, alpha: 0.1 });
    const optimizer = new Adam({ learningRate: schedule });
    const serialized = optimizers.serialize(optimizer);
    assert.deepEqual(serialized.config.learningRate, {
      className: 'CosineDecay',
      config: { initialLearningRate: 0.5, decaySteps: 10, alpha: 0.1, warmupSteps: 0 },
    });
    for (const identifier of [serialized, optimizers.serializeKeras(optimizer)]) {
      const again = getOptimizer(identifier);
      assert.instanceOf(again.getConfig().learningRate, CosineDecay);
      assert.equal(again.learningRate, 0.5);
      assert.deepEqual(optimizers.serialize(again), serialized);
    }
  });

  it('writes the names of Keras', () => {
    const { config } = optimizers.serializeKeras(new Adam({ globalClipNorm: 2 }));
    assert.includeMembers(Object.keys(config), ['learning_rate', 'beta_1', 'beta_2', 'global_clipnorm']);
  });

  it('reads a configuration as tf_keras 2.15 writes it', () => {
    const config = {
      ...{ name: 'SGD', weight_decay: null, clipnorm: null, global_clipnorm: null, clipvalue: 0.5, use_ema: true },
      ...{ ema_momentum: 0.9, ema_overwrite_frequency: 100, jit_compile: false, is_legacy_optimizer: false },
      ...{ learning_rate: 0.25, momentum: 0.5, nesterov: true },
    };
    assert.deepEqual(getOptimizer({ class_name: 'SGD', config }).getConfig(), {
      ...{ weightDecay: 0, clipValue: 0.5, useEma: true, emaMomentum: 0.9, emaOverwriteFrequency: 100 },
      ...{ learningRate: 0.25, momentum: 0.5, nesterov: true },
    });
    const legacy = { class_name: 'SGD', config: { learning_rate: 0.25, decay: 0, is_legacy_optimizer: true } };
    assert.throws(() => getOptimizer(legacy), /^SGD: options must hold only learningRate, .*, got 'decay'$/);
  });

  it('writes every option of the mechanism as Keras calls it', () => {
    const options = { clipValue: 1, useEma: true, emaOverwriteFrequency: 2, gradientAccumulationSteps: 3 };
    const { config } = optimizers.serializeKeras(new SGD({ ...options, learningRates: { 'a_b.*': 0.5 } }));
    assert.deepInclude(config, {
      ...{ clipvalue: 1, use_ema: true, ema_momentum: 0.99, ema_overwrite_frequency: 2 },
      ...{ gradient_accumulation_steps: 3, learning_rates: { 'a_b.*': 0.5 } },
    });
    assert.hasAnyKeys(optimizers.serializeKeras(new SGD({ clipNorm: 1 })).config, ['clipnorm']);
  });

  for (const [name, type] of [
    ['sgd', SGD],
    ['SGD', SGD],
    ['adam', Adam],
    ['adamW', AdamW],
    ['adamw', AdamW],
    ['AdamW', AdamW],
  ] as const) {
    it(`knows ${name} by name`, () => assert.strictEqual(getOptimizer(name).constructor, type));
  }

  it('refuses unknown names and options, and to serialize a function', () => {
    assert.throws(() => getOptimizer('lion'), "optimizer must be one of sgd, adam, adamW, got 'lion'");
    const amsgrad = { class_name: 'Adam', config: { amsgrad: true } };
    assert.throws(() => getOptimizer(amsgrad), /^Adam: options must hold only learningRate, .*, got 'amsgrad'$/);
    const message = 'SGD: learningRate must be plain data to be serialized, got a function';
    assert.throws(() => optimizers.serialize(new SGD({ learningRate: () => 1 })), message);
  });
});
