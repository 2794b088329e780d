import { LinearDecay } from '../../src/index.js';
import { bad, type ArgumentCase } from './ArgumentCase.js';
import { optionCase, optionsCases, type Construct } from './optionCases.js';

const construct: Construct = (options) => new LinearDecay(options);
const good = { initialLearningRate: 0.1, decaySteps: 10 };
const notNegative = 'must be a finite number, at least 0, got';

/** The schedule that is a line. */
export const linearDecayCases = (): ArgumentCase[] => [
  ...optionsCases('LinearDecay', construct),
  [
    'LinearDecay.options',
    () => construct(bad({ ...good, decay_steps: 5 })),
    'LinearDecay: options must hold only initialLearningRate, decaySteps, endLearningRate, ' +
      "got 'decay_steps'; did you mean 'decaySteps'?",
  ],
  optionCase('LinearDecay', construct, good, ['initialLearningRate', '1', `${notNegative} '1'`]),
  optionCase('LinearDecay', construct, good, ['decaySteps', 0, 'must be a finite number, above 0, got 0']),
  optionCase('LinearDecay', construct, good, ['endLearningRate', -1, `${notNegative} -1`]),
  [
    'LinearDecay.learningRate.step',
    () => new LinearDecay(good).learningRate(NaN),
    `LinearDecay: step ${notNegative} NaN`,
  ],
];
