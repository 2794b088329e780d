import {
  ConstantWithCooldown,
  CosineDecayRestarts,
  ExponentialDecay,
  InverseSquareRootDecay,
  InverseTimeDecay,
  PiecewiseConstantDecay,
  PolynomialDecay,
  type Schedule,
} from '../../src/index.js';
import { bad, type ArgumentCase } from './ArgumentCase.js';
import { optionCase, optionsCases, type Construct } from './optionCases.js';

type Row = [name: string, value: unknown, says: string];

const notNegative = 'must be a finite number, at least 0, got';
const positive = 'must be a finite number, above 0, got';

function scheduleCases<Options extends object>(
  type: new (options: Options) => Schedule,
  good: Options,
  own: Row[],
): ArgumentCase[] {
  const where = type.name;
  const construct: Construct = (options) => new type(options);
  const known = [...new Set(own.map(([name]) => name.split('[')[0]))].join(', ');
  const step = (value: unknown): ArgumentCase => [
    `${where}.learningRate.step`,
    () => new type(good).learningRate(bad(value)),
    `${where}: step ${notNegative} ${typeof value === 'string' ? `'${value}'` : String(value)}`,
  ];
  return [
    ...optionsCases(where, construct),
    [
      `${where}.options`,
      () => construct(bad({ ...good, rate: 1 })),
      `${where}: options must hold only ${known}, got 'rate'`,
    ],
    ...own.map((row) => optionCase(where, construct, good, row)),
    step(-1),
    step(NaN),
    step('1'),
  ];
}

const decay = { initialLearningRate: 0.1, decaySteps: 10 };
const ofDecay: Row[] = [
  ['initialLearningRate', -1, `${notNegative} -1`],
  ['initialLearningRate', undefined, `${notNegative} undefined`],
  ['decaySteps', 0, `${positive} 0`],
];
const withStairs: Row[] = [
  ...ofDecay,
  ['decayRate', -0.5, `${notNegative} -0.5`],
  ['decayRate', Infinity, `${notNegative} Infinity`],
  ['staircase', 1, 'must be true or false, got 1'],
];

/** Schedules beyond the first one. */
export const schedulesCases = (): ArgumentCase[] => [
  ...scheduleCases(ExponentialDecay, { ...decay, decayRate: 0.5 }, withStairs),
  ...scheduleCases(InverseTimeDecay, { ...decay, decayRate: 0.5 }, withStairs),
  ...scheduleCases(PolynomialDecay, decay, [
    ...ofDecay,
    ['endLearningRate', -1, `${notNegative} -1`],
    ['power', -2, `${notNegative} -2`],
    ['cycle', 'yes', "must be true or false, got 'yes'"],
  ]),
  ...scheduleCases(CosineDecayRestarts, { initialLearningRate: 0.1, firstDecaySteps: 5 }, [
    ['initialLearningRate', '1', `${notNegative} '1'`],
    ['firstDecaySteps', 0, `${positive} 0`],
    ['tMul', 0.5, 'must be a finite number, at least 1, got 0.5'],
    ['mMul', -1, `${notNegative} -1`],
    ['alpha', NaN, `${notNegative} NaN`],
  ]),
  ...scheduleCases(PiecewiseConstantDecay, { boundaries: [5], values: [2, 1] }, [
    ['boundaries', 5, 'must be a list, got 5'],
    ['values', [1], 'must hold one more number than boundaries, 2, got 1'],
    ['values', new Float32Array(2), 'must be a list, got an instance of Float32Array'],
  ]),
  [
    'PiecewiseConstantDecay.options.boundaries',
    () => new PiecewiseConstantDecay({ boundaries: [5, 4], values: [3, 2, 1] }),
    'PiecewiseConstantDecay: boundaries[1] must be a finite number, above 5, got 4',
  ],
  [
    'PiecewiseConstantDecay.options.values',
    () => new PiecewiseConstantDecay({ boundaries: [5], values: [1, -1] }),
    `PiecewiseConstantDecay: values[1] ${notNegative} -1`,
  ],
  ...scheduleCases(InverseSquareRootDecay, { width: 64 }, [
    ['width', 0, `${positive} 0`],
    ['warmupSteps', 0, `${positive} 0`],
    ['scale', -1, `${notNegative} -1`],
  ]),
  ...scheduleCases(ConstantWithCooldown, { learningRate: 1, steps: 10, cooldownSteps: 4 }, [
    ['learningRate', -1, `${notNegative} -1`],
    ['steps', 0, `${positive} 0`],
    ['cooldownSteps', 11, 'must be a finite number, at least 0, at most 10, got 11'],
    ['warmupSteps', 7, 'must be a finite number, at least 0, at most 6, got 7'],
    ['cooldown', 'cosine', "must be one of linear, oneMinusSqrt, got 'cosine'"],
  ]),
];
