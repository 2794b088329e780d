import { Adadelta, Adafactor, Adagrad, Adamax, Ftrl, Lion, Nadam, RMSprop } from '../../src/index.js';
import type { ArgumentCase } from './ArgumentCase.js';
import { optimizerCases } from './optimizers.cases.js';

const share = 'must be a finite number, at least 0, below 1, got';
const notNegative = 'must be a finite number, at least 0, got';
const positive = 'must be a finite number, above 0, got';
const notPositive = 'must be a finite number, at most 0, got';

export const optimizerLeavesCases = (): ArgumentCase[] => [
  ...optimizerCases('Adamax', (options) => new Adamax(options), [
    ['beta1', 1, `${share} 1`],
    ['beta2', '0.9', `${share} '0.9'`],
    ['epsilon', -1, `${notNegative} -1`],
  ]),
  ...optimizerCases('Nadam', (options) => new Nadam(options), [
    ['beta1', NaN, `${share} NaN`],
    ['beta2', -1, `${share} -1`],
    ['epsilon', '0', `${notNegative} '0'`],
  ]),
  ...optimizerCases('Adagrad', (options) => new Adagrad(options), [
    ['initialAccumulatorValue', -1, `${notNegative} -1`],
    ['epsilon', Infinity, `${notNegative} Infinity`],
  ]),
  ...optimizerCases('Adadelta', (options) => new Adadelta(options), [
    ['rho', 1, `${share} 1`],
    ['epsilon', -1, `${notNegative} -1`],
  ]),
  ...optimizerCases('RMSprop', (options) => new RMSprop(options), [
    ['rho', '0.9', `${share} '0.9'`],
    ['momentum', 2, 'must be a finite number, at least 0, at most 1, got 2'],
    ['epsilon', null, `${notNegative} null`],
    ['centered', 'yes', "must be true or false, got 'yes'"],
  ]),
  ...optimizerCases('Lion', (options) => new Lion(options), [
    ['beta1', 0, 'must be a finite number, above 0, at most 1, got 0'],
    ['beta2', 1, `${share} 1`],
  ]),
  ...optimizerCases('Adafactor', (options) => new Adafactor(options), [
    ['beta2Decay', 0.8, `${notPositive} 0.8`],
    ['epsilon1', 0, `${positive} 0`],
    ['epsilon2', -1, `${notNegative} -1`],
    ['clipThreshold', '1', `${positive} '1'`],
    ['relativeStep', 0, 'must be true or false, got 0'],
  ]),
  ...optimizerCases('Ftrl', (options) => new Ftrl(options), [
    ['learningRatePower', 1, `${notPositive} 1`],
    ['initialAccumulatorValue', 1e38, 'must be at most 1e+37 in size, got 1e+38'],
    ['l1RegularizationStrength', -1, `${notNegative} -1`],
    ['l2RegularizationStrength', '0', `${notNegative} '0'`],
    ['l2ShrinkageRegularizationStrength', NaN, `${notNegative} NaN`],
    ['beta', -1, `${notNegative} -1`],
  ]),
];
