import { assert } from 'chai';
import { camelCase, snakeCase } from '../../src/config/letterCase.js';

const names: [camel: string, snake: string][] = [
  ['l1', 'l1'],
  ['l2', 'l2'],
  ['l1l2', 'l1_l2'],
  ['beta1', 'beta_1'],
  ['beta2', 'beta_2'],
  ['beta2Decay', 'beta_2_decay'],
  ['epsilon1', 'epsilon_1'],
  ['initialAccumulatorValue', 'initial_accumulator_value'],
  ['learningRatePower', 'learning_rate_power'],
  ['l2ShrinkageRegularizationStrength', 'l2_shrinkage_regularization_strength'],
  ['l1RegularizationStrength', 'l1_regularization_strength'],
  ['glorotUniform', 'glorot_uniform'],
  ['initialLearningRate', 'initial_learning_rate'],
  ['globalClipNorm', 'global_clipnorm'],
  ['clipNorm', 'clipnorm'],
  ['clipValue', 'clipvalue'],
  ['useEma', 'use_ema'],
  ['emaOverwriteFrequency', 'ema_overwrite_frequency'],
  ['alpha', 'alpha'],
  ['sgd', 'sgd'],
  ['adamW', 'adam_w'],
  ['', ''],
];

describe('letterCase', () => {
  for (const [camel, snake] of names) {
    it(`turns ${camel || 'nothing'} into ${snake || 'nothing'} and back`, () => {
      assert.equal(snakeCase(camel), snake);
      assert.equal(camelCase(snake), camel);
      assert.equal(camelCase(camel), camel);
      assert.equal(snakeCase(snake), snake);
    });
  }

  const classes: [name: string, camel: string, snake: string][] = [
    ['L1L2', 'l1l2', 'l1_l2'],
    ['SGD', 'sgd', 'sgd'],
    ['AdamW', 'adamW', 'adam_w'],
    ['RMSprop', 'rmsprop', 'rmsprop'],
    ['GlorotUniform', 'glorotUniform', 'glorot_uniform'],
    ['MSELoss', 'mseLoss', 'mse_loss'],
    ['NonNeg', 'nonNeg', 'non_neg'],
  ];
  for (const [name, camel, snake] of classes) {
    it(`reads the class name ${name}`, () => {
      assert.equal(camelCase(name), camel);
      assert.equal(snakeCase(name), snake);
    });
  }
});
