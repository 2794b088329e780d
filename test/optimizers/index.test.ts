import { assert } from 'chai';
import { Adadelta } from '../../src/optimizers/Adadelta.js';
import { Adafactor } from '../../src/optimizers/Adafactor.js';
import { Adagrad } from '../../src/optimizers/Adagrad.js';
import { Adam } from '../../src/optimizers/Adam.js';
import { AdamW } from '../../src/optimizers/AdamW.js';
import { Adamax } from '../../src/optimizers/Adamax.js';
import { Ftrl } from '../../src/optimizers/Ftrl.js';
import { getOptimizer, optimizers } from '../../src/optimizers/index.js';
import { Lion } from '../../src/optimizers/Lion.js';
import { Nadam } from '../../src/optimizers/Nadam.js';
import { RMSprop } from '../../src/optimizers/RMSprop.js';
import { SGD } from '../../src/optimizers/SGD.js';
import { CosineDecay } from '../../src/schedules/CosineDecay.js';
import { assertRoundTrip } from '../helpers/assertRoundTrip.js';

describe('getOptimizer', () => {
  for (const object of [
    new SGD({ learningRate: 0.5, momentum: 0.9, nesterov: true, globalClipNorm: 1 }),
    new Adam({ learningRate: 0.5, beta1: 0.8, beta2: 0.9, epsilon: 1e-3, weightDecay: 0.1, amsgrad: true }),
    new AdamW({ excludeFromWeightDecay: ['**.bias', 'snake_case.*'] }),
    new Adamax({ learningRate: 0.5, beta1: 0.8, beta2: 0.9, epsilon: 1e-3 }),
    new Nadam({ learningRate: 0.5, beta1: 0.8, beta2: 0.9, epsilon: 1e-3 }),
    new Adagrad({ learningRate: 0.5, initialAccumulatorValue: 0.2, epsilon: 1e-3 }),
    new Adadelta({ learningRate: 0.5, rho: 0.8, epsilon: 1e-3 }),
    new RMSprop({ learningRate: 0.5, rho: 0.8, momentum: 0.1, epsilon: 1e-3, centered: true }),
    new Lion({ learningRate: 0.5, beta1: 0.8, beta2: 0.9, weightDecay: 0.1 }),
    new Adafactor({ beta2Decay: -0.7, epsilon1: 1e-20, epsilon2: 1e-2, clipThreshold: 0.5, relativeStep: false }),
    new Ftrl({
      learningRatePower: -0.3,
      initialAccumulatorValue: 0.2,
      l1RegularizationStrength: 0.1,
      l2RegularizationStrength: 0.2,
      l2ShrinkageRegularizationStrength: 0.3,
      beta: 0.4,
    }),
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

  it('writes the names of Keras for what two optimizers have of their own', () => {
    const ofAdafactor = ['beta_2_decay', 'epsilon_1', 'epsilon_2', 'clip_threshold', 'relative_step'];
    assert.includeMembers(Object.keys(optimizers.serializeKeras(new Adafactor()).config), ofAdafactor);
    const ofFtrl = ['learning_rate_power', 'initial_accumulator_value', 'beta'];
    const strengths = ['l1', 'l2', 'l2_shrinkage'].map((name) => `${name}_regularization_strength`);
    assert.includeMembers(Object.keys(optimizers.serializeKeras(new Ftrl()).config), [...ofFtrl, ...strengths]);
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
    ['adamax', Adamax],
    ['nadam', Nadam],
    ['adagrad', Adagrad],
    ['adadelta', Adadelta],
    ['rmsprop', RMSprop],
    ['RMSprop', RMSprop],
    ['lion', Lion],
    ['adafactor', Adafactor],
    ['Ftrl', Ftrl],
  ] as const) {
    it(`knows ${name} by name`, () => assert.strictEqual(getOptimizer(name).constructor, type));
  }

  it('refuses unknown names and options, and to serialize a function', () => {
    const names = 'sgd, adam, adamW, adamax, nadam, adagrad, adadelta, rmsprop, lion, adafactor, ftrl';
    assert.throws(() => getOptimizer('lamb'), `optimizer must be one of ${names}, got 'lamb'`);
    const centered = { class_name: 'Adam', config: { centered: true } };
    assert.throws(() => getOptimizer(centered), /^Adam: options must hold only learningRate, .*, got 'centered'$/);
    const message = 'SGD: learningRate must be plain data to be serialized, got a function';
    assert.throws(() => optimizers.serialize(new SGD({ learningRate: () => 1 })), message);
  });
});
