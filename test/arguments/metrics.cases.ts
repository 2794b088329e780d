import {
  BinaryAccuracy,
  CategoricalAccuracy,
  F1Score,
  getMetric,
  MatthewsCorrelation,
  Mean,
  PearsonCorrelation,
  Perplexity,
  Precision,
  Recall,
  SparseCategoricalAccuracy,
  SpearmanCorrelation,
  TopKAccuracy,
} from '../../src/index.js';
import { bad, type ArgumentCase } from './ArgumentCase.js';
import { given } from './given.js';
import { identifierCases } from './identifierCases.js';
import { optionCase, optionsCases } from './optionCases.js';

type Row = [name: string, value: unknown, says: string];

interface MetricClass {
  readonly name: string;
  new (options?: never): { update: (...tensors: never[]) => void };
}

function constructorCases(type: MetricClass, own: Row[]): ArgumentCase[] {
  const construct = (options: never): unknown => new type(options);
  const known = own.map(([name]) => name).join(', ');
  return [
    ...optionsCases(type.name, construct),
    [`${type.name}.options`, () => new type(bad({ n: 1 })), `${type.name}: options must hold only ${known}, got 'n'`],
    ...own.map((row) => optionCase(type.name, construct, {}, row)),
  ];
}

const update = (type: MetricClass, ...tensors: unknown[]): unknown => new type().update(...(tensors as never[]));

function weightCase(type: MetricClass, rest: () => unknown[]): ArgumentCase {
  return [
    `${type.name}.update.sampleWeight`,
    () => update(type, ...rest(), given.whole),
    `${type.name}: sampleWeight must be a float32 tensor, got an int32 tensor`,
  ];
}

/** Metrics of labels. */
function sparseCases(type: MetricClass): ArgumentCase[] {
  return [
    [
      `${type.name}.update.target`,
      () => update(type, given.matrix, given.matrix),
      `${type.name}: target must be an int32 tensor, got a float32 tensor`,
    ],
    [
      `${type.name}.update.prediction`,
      () => update(type, given.labels, given.sequence),
      `${type.name}: prediction must have shape [2, any], got [1, 2, 3]`,
    ],
    weightCase(type, () => [given.labels, given.matrix]),
  ];
}

/** Metrics of numbers. */
function denseCases(type: MetricClass): ArgumentCase[] {
  return [
    [
      `${type.name}.update.target`,
      () => update(type, given.whole, given.matrix),
      `${type.name}: target must be a float32 tensor, got an int32 tensor`,
    ],
    [
      `${type.name}.update.prediction`,
      () => update(type, given.matrix, given.square),
      `${type.name}: prediction must have shape [2, 3], got [2, 2]`,
    ],
  ];
}

const truths = [BinaryAccuracy, F1Score, MatthewsCorrelation, Precision, Recall];

const threshold: Row = ['threshold', 'half', "must be a finite number, got 'half'"];

const METRICS =
  'sparseCategoricalAccuracy, categoricalAccuracy, binaryAccuracy, topKAccuracy, perplexity, precision, recall, ' +
  'f1Score, matthewsCorrelation, pearsonCorrelation, spearmanCorrelation, mean';

export const metricsCases = (): ArgumentCase[] => [
  ...[BinaryAccuracy, MatthewsCorrelation, Precision, Recall].flatMap((type) => constructorCases(type, [threshold])),
  ...constructorCases(F1Score, [
    ['average', 'weighted', "must be one of binary, macro, micro, got 'weighted'"],
    threshold,
  ]),
  ...constructorCases(TopKAccuracy, [['k', 0, 'must be a whole number, above 0, got 0']]),
  ...constructorCases(Perplexity, [['ignoreClass', '0', "must be a whole number, got '0'"]]),
  ...[SparseCategoricalAccuracy, TopKAccuracy, Perplexity].flatMap(sparseCases),
  ...[...truths, CategoricalAccuracy, PearsonCorrelation, SpearmanCorrelation].flatMap(denseCases),
  ...[...truths, CategoricalAccuracy, PearsonCorrelation].map((type) =>
    weightCase(type, () => [given.matrix, given.matrix]),
  ),
  weightCase(Mean, () => [given.matrix]),
  ['Mean.update.values', () => update(Mean, 5), 'Mean: values must be a float32 tensor, got 5'],
  [
    'SpearmanCorrelation.update.sampleWeight',
    () => update(SpearmanCorrelation, given.matrix, given.matrix, given.matrix),
    'SpearmanCorrelation: sampleWeight must be left out, since ranks have no weights, got a float32 tensor',
  ],
  ...identifierCases(getMetric, METRICS, 'Recall'),
];
