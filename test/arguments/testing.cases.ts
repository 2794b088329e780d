import { checkGradients, GradientReport, type CheckGradientsOptions } from '../../src/testing/index.js';
import { bad, type ArgumentCase } from './ArgumentCase.js';
import { given } from './given.js';
import { SEED } from './optionCases.js';

const check = (options: CheckGradientsOptions): unknown => checkGradients((x) => x, [given.matrix], options);

export const testingCases = (): ArgumentCase[] => [
  ['checkGradients.f', () => checkGradients(bad(5), [given.matrix]), 'checkGradients: f must be a function, got 5'],
  [
    'checkGradients.f',
    () =>
      checkGradients(
        bad(() => 5),
        [given.matrix],
      ),
    'checkGradients: f must return a float32 tensor, got 5',
  ],
  [
    'checkGradients.inputs',
    () => checkGradients((x) => x, bad(5)),
    'checkGradients: inputs must be tensors or parameters, got 5',
  ],
  [
    'checkGradients.inputs',
    () => checkGradients((x) => x, []),
    'checkGradients: inputs must hold at least one tensor, got none',
  ],
  [
    'checkGradients.inputs',
    () => checkGradients((x) => x, [given.whole]),
    'checkGradients: inputs[0] must be a float32 tensor, got an int32 tensor',
  ],
  [
    'checkGradients.inputs',
    () => checkGradients((x) => x, [given.disposed]),
    'checkGradients: inputs[0] must be a tensor that is not disposed, got a disposed tensor',
  ],
  ['checkGradients.options', () => check(bad(5)), 'checkGradients: options must be an object, got 5'],
  [
    'checkGradients.options.step',
    () => check({ step: 0 }),
    'checkGradients: step must be a finite number, above 0, got 0',
  ],
  [
    'checkGradients.options.directions',
    () => check({ directions: 0.5 }),
    'checkGradients: directions must be a whole number, above 0, got 0.5',
  ],
  [
    'checkGradients.options.tolerance',
    () => check({ tolerance: bad('1') }),
    "checkGradients: tolerance must be a finite number, above 0, got '1'",
  ],
  ['checkGradients.options.seed', () => check({ seed: -1 }), `${SEED}, got -1`],
  [
    'checkGradients.options.throwOnFailure',
    () => check({ throwOnFailure: bad('no') }),
    "checkGradients: throwOnFailure must be true or false, got 'no'",
  ],
  [
    'GradientReport.tolerance',
    () => new GradientReport(-1, []),
    'GradientReport: tolerance must be a finite number, at least 0, got -1',
  ],
  ['GradientReport.rows', () => new GradientReport(1, bad(5)), 'GradientReport: rows must be a list, got 5'],
  [
    'GradientReport.rows',
    () => new GradientReport(1, [bad({ name: 'x' })]),
    'GradientReport: rows must each hold name, directions and error, got [{"name":"x"}]',
  ],
];
