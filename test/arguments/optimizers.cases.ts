import { Adam, AdamW, CosineDecay, globalNorm, SGD } from '../../src/index.js';
import { bad, type ArgumentCase } from './ArgumentCase.js';
import { given } from './given.js';
import { optionCase, optionsCases, type Construct } from './optionCases.js';

type Row = [name: string, value: unknown, says: string];

const share = 'must be a finite number, at least 0, below 1, got';
const notNegative = 'must be a finite number, at least 0, got';

/** Of an optimizer: what every one takes, and one bad value of each option that is its own. */
export function optimizerCases(where: string, construct: Construct, own: Row[]): ArgumentCase[] {
  const rows: Row[] = [
    ['learningRate', -1, 'must be at least 0, got -1'],
    ['learningRate', '0.1', "must be a number, a schedule or a function, got '0.1'"],
    ['weightDecay', -1, 'must be at least 0, got -1'],
    ['weightDecay', '0', "must be at least 0, got '0'"],
    ['excludeFromWeightDecay', '**.bias', "must be a list of strings, got '**.bias'"],
    ['excludeFromWeightDecay', [/bias/], 'must be a list of strings, got [{}]'],
    ['clipValue', 0, 'must be above 0, got 0'],
    ['clipValue', '1', "must be above 0, got '1'"],
    ['clipNorm', -1, 'must be above 0, got -1'],
    ['globalClipNorm', 0, 'must be above 0, got 0'],
    ['globalClipNorm', '1', "must be above 0, got '1'"],
    ['learningRates', [1], 'must be an object, got [1]'],
    ['learningRates', { '**.bias': -1 }, "of '**.bias' must be at least 0, got -1"],
    ['useEma', 1, 'must be true or false, got 1'],
    ['emaMomentum', 2, 'must be a finite number, at least 0, at most 1, got 2'],
    ['emaOverwriteFrequency', 0, 'must be a whole number, above 0, got 0'],
    ['gradientAccumulationSteps', 0, 'must be a whole number, above 0, got 0'],
    ['gradientAccumulationSteps', '2', "must be a whole number, above 0, got '2'"],
    ...own,
  ];
  const known = [...new Set(rows.map(([name]) => name))];
  const misspelt = `${where}: options must hold only ${known.join(', ')}, got 'learningrate'`;
  return [
    [`${where}.options`, () => construct(bad({ learningrate: 1 })), misspelt],
    ...optionsCases(where, construct),
    ...rows.map((row) => optionCase(where, construct, {}, row)),
  ];
}

const ofAdam: Row[] = [
  ['beta1', 1, `${share} 1`],
  ['beta2', '0.9', `${share} '0.9'`],
  ['epsilon', -1, `${notNegative} -1`],
  ['amsgrad', 1, 'must be true or false, got 1'],
];

const decay: Construct = (options) => new CosineDecay(options);
const rates = { initialLearningRate: 0.1, decaySteps: 10 };
const ofDecay: Row[] = [
  ['initialLearningRate', -1, `${notNegative} -1`],
  ['decaySteps', 0, 'must be a finite number, above 0, got 0'],
  ['alpha', '0', `${notNegative} '0'`],
  ['warmupTarget', -1, `${notNegative} -1`],
  ['warmupSteps', -1, `${notNegative} -1`],
  ['warmupSteps', 5, 'must be 0 without warmupTarget, got 5'],
];

const gradients = (entry: readonly [string, unknown]): never => bad(new Map([entry]));

export const optimizersCases = (): ArgumentCase[] => [
  ...optimizerCases('Adam', (options) => new Adam(options), ofAdam),
  ...optimizerCases('AdamW', (options) => new AdamW(options), ofAdam),
  ...optimizerCases('SGD', (options) => new SGD(options), [
    ['momentum', 2, 'must be a finite number, at least 0, at most 1, got 2'],
    ['nesterov', 1, 'must be true or false, got 1'],
  ]),
  ...optionsCases('CosineDecay', decay),
  [
    'CosineDecay.options',
    () => decay(bad({ ...rates, warmup: 5 })),
    `CosineDecay: options must hold only ${[...new Set(ofDecay.map(([name]) => name))].join(', ')}, got 'warmup'`,
  ],
  ...ofDecay.map((row) => optionCase('CosineDecay', decay, rates, row)),
  [
    'CosineDecay.learningRate.step',
    () => new CosineDecay(rates).learningRate(-1),
    `CosineDecay: step ${notNegative} -1`,
  ],
  [
    'CosineDecay.learningRate.step',
    () => new CosineDecay(rates).learningRate(bad('1')),
    `CosineDecay: step ${notNegative} '1'`,
  ],

  ['Optimizer.apply.module', () => given.optimizer.apply(bad({}), new Map()), 'SGD: module must be a Module, got {}'],
  [
    'Optimizer.apply.gradients',
    () => given.optimizer.apply(given.dense, bad({ kernel: [1] })),
    'SGD: gradients must be a Map, got {"kernel":[1]}',
  ],
  [
    'Optimizer.apply.gradients',
    () => given.optimizer.apply(given.dense, gradients(['kernal', given.matrix])),
    "SGD: gradients must be of parameters of dense, got 'kernal'",
  ],
  [
    'Optimizer.apply.gradients',
    () => given.optimizer.apply(given.dense, gradients(['kernel', given.square])),
    'SGD: gradient of kernel must have shape [3, 2], got [2, 2]',
  ],
  [
    'Optimizer.apply.gradients',
    () => given.optimizer.apply(given.dense, gradients(['kernel', 5])),
    'SGD: gradient of kernel must be a float32 tensor, got 5',
  ],
  ['globalNorm.tensors', () => globalNorm(bad(5)), 'globalNorm: tensors must be iterable, got 5'],
  ['globalNorm.tensors', () => globalNorm([]), 'globalNorm: tensors must hold at least one tensor, got none'],
  [
    'globalNorm.tensors',
    () => globalNorm([given.matrix, given.whole]),
    'globalNorm: tensors[1] must be a float32 tensor, got an int32 tensor',
  ],
];
