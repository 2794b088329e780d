import {
  BinaryCrossentropy,
  BinaryFocalCrossentropy,
  CategoricalCrossentropy,
  CosineSimilarity,
  elu,
  geglu,
  getLoss,
  Huber,
  KLDivergence,
  LogCosh,
  MeanAbsoluteError,
  MeanSquaredError,
  mish,
  silu,
  SparseCategoricalCrossentropy,
  swiglu,
} from '../../src/index.js';
import type { Tensor } from '@tensorflow/tfjs-core';
import { bad, type ArgumentCase } from './ArgumentCase.js';
import { given } from './given.js';
import { identifierCases } from './identifierCases.js';
import { optionCase, optionsCases } from './optionCases.js';

type Row = [name: string, value: unknown, says: string];

const truth = 'must be true or false, got';
const share = 'must be a finite number, at least 0, at most 1, got';

function lossCases(type: { name: string; new (options?: never): unknown }, own: Row[] = []): ArgumentCase[] {
  const construct = (options: never): unknown => new type(options);
  const known = [...new Set([...own.map(([name]) => name), 'reduction'])].join(', ');
  const says = "must be one of meanOverBatch, sum, none, got 'mean'";
  return [
    ...optionsCases(type.name, construct),
    [
      `${type.name}.options`,
      () => new type(bad({ name: 'mine' })),
      `${type.name}: options must hold only ${known}, got 'name'`,
    ],
    ...[...own, ['reduction', 'mean', says] as Row].map((row) => optionCase(type.name, construct, {}, row)),
  ];
}

const binary: Row[] = [
  ['fromLogits', 1, `${truth} 1`],
  ['labelSmoothing', 1.5, `${share} 1.5`],
];

const constructors: ArgumentCase[] = [
  ...[KLDivergence, LogCosh, MeanAbsoluteError, MeanSquaredError].flatMap((type) => lossCases(type)),
  ...lossCases(Huber, [['delta', 0, 'must be a finite number, above 0, got 0']]),
  ...lossCases(CosineSimilarity, [['axis', 'last', "must be a whole number, got 'last'"]]),
  ...lossCases(SparseCategoricalCrossentropy, [
    ['fromLogits', 'no', `${truth} 'no'`],
    ['ignoreClass', 0.5, 'must be a whole number, got 0.5'],
  ]),
  ...lossCases(CategoricalCrossentropy, binary),
  ...lossCases(BinaryCrossentropy, binary),
  ...lossCases(BinaryFocalCrossentropy, [
    ...binary,
    ['gamma', -1, 'must be a finite number, at least 0, got -1'],
    ['alpha', NaN, `${share} NaN`],
    ['applyClassBalancing', 0, `${truth} 0`],
  ]),
];

const call = (target: unknown, prediction: unknown, sampleWeight?: unknown): Tensor =>
  new LogCosh().call(bad(target), bad(prediction), bad(sampleWeight));

const calls = (): ArgumentCase[] => [
  ['Loss.call.target', () => call([1], given.matrix), 'LogCosh: target must be a tensor, got [1]'],
  [
    'Loss.call.target',
    () => call(given.whole, given.matrix),
    'LogCosh: target must be a float32 tensor, got an int32 tensor',
  ],
  ['Loss.call.prediction', () => call(given.matrix, 5), 'LogCosh: prediction must be a float32 tensor, got 5'],
  [
    'Loss.call.prediction',
    () => call(given.matrix, given.square),
    'LogCosh: prediction must have shape [2, 3], got [2, 2]',
  ],
  [
    'Loss.call.sampleWeight',
    () => call(given.matrix, given.matrix, given.square),
    'LogCosh: sampleWeight must have the first sizes of [2], or 1, got [2, 2]',
  ],
  [
    'Loss.call.sampleWeight',
    () => call(given.matrix, given.matrix, 0.5),
    'LogCosh: sampleWeight must be a float32 tensor, got 0.5',
  ],
];

const activations = [elu, geglu, mish, silu, swiglu].flatMap((op): ArgumentCase[] => [
  [`${op.name}.x`, () => op(bad([1])), `${op.name}: x must be a float32 tensor, got [1]`],
  [`${op.name}.x`, () => op(given.whole), `${op.name}: x must be a float32 tensor, got an int32 tensor`],
]);

const gates = [geglu, swiglu].map((op): ArgumentCase => [
  `${op.name}.x`,
  () => op(given.matrix),
  `${op.name}: x must have an even number of features, got shape [2, 3]`,
]);

const LOSSES =
  'sparseCategoricalCrossentropy, categoricalCrossentropy, binaryCrossentropy, binaryFocalCrossentropy, ' +
  'meanSquaredError, meanAbsoluteError, huber, logCosh, cosineSimilarity, klDivergence';

export const lossesCases = (): ArgumentCase[] => [
  ...constructors,
  ...calls(),
  ...activations,
  ...gates,
  ...identifierCases(getLoss, LOSSES, 'Huber'),
];
