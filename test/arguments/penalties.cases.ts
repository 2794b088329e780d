import { MinMaxNorm, OrthogonalRegularizer, RadialConstraint } from '../../src/index.js';
import { bad, type ArgumentCase } from './ArgumentCase.js';
import { given } from './given.js';
import { optionCase, optionsCases, type Construct } from './optionCases.js';

const penalty: Construct = (options) => new OrthogonalRegularizer(options);
const norm: Construct = (options) => new MinMaxNorm(options);

function tensorCases(argument: string, where: string, call: (x: never) => unknown): ArgumentCase[] {
  return [
    [argument, () => call(bad([1])), `${where}: x must be a float32 tensor, got [1]`],
    [argument, () => call(bad(given.whole)), `${where}: x must be a float32 tensor, got an int32 tensor`],
    [
      argument,
      () => call(bad(given.disposed)),
      `${where}: x must be a tensor that is not disposed, got a disposed tensor`,
    ],
  ];
}

/** Regularizers and constraints beyond the first ones. */
export const penaltiesCases = (): ArgumentCase[] => [
  ...optionsCases('OrthogonalRegularizer', penalty),
  [
    'OrthogonalRegularizer.options',
    () => penalty(bad({ rows: true })),
    "OrthogonalRegularizer: options must hold only factor, mode, got 'rows'",
  ],
  optionCase('OrthogonalRegularizer', penalty, {}, ['factor', '1', "must be a finite number, got '1'"]),
  optionCase('OrthogonalRegularizer', penalty, {}, ['factor', 1e38, 'must be at most 1e+37 in size, got 1e+38']),
  optionCase('OrthogonalRegularizer', penalty, {}, ['mode', 'both', "must be one of rows, columns, got 'both'"]),
  ...tensorCases('OrthogonalRegularizer.loss.x', 'OrthogonalRegularizer', (x) => new OrthogonalRegularizer().loss(x)),
  [
    'OrthogonalRegularizer.loss.x',
    () => new OrthogonalRegularizer().loss(given.sequence),
    'OrthogonalRegularizer: x must have shape [any, any], got [1, 2, 3]',
  ],

  ...optionsCases('MinMaxNorm', norm),
  [
    'MinMaxNorm.options',
    () => norm(bad({ min: 1 })),
    "MinMaxNorm: options must hold only minValue, maxValue, rate, axis, got 'min'",
  ],
  optionCase('MinMaxNorm', norm, {}, ['minValue', -1, 'must be a finite number, at least 0, got -1']),
  optionCase('MinMaxNorm', norm, { maxValue: 1e39 }, ['minValue', 1e38, 'must be at most 1e+37 in size, got 1e+38']),
  optionCase('MinMaxNorm', norm, { minValue: 0.5 }, [
    'maxValue',
    0.25,
    'must be a finite number, at least 0.5, got 0.25',
  ]),
  optionCase('MinMaxNorm', norm, {}, ['rate', 2, 'must be a finite number, at least 0, at most 1, got 2']),
  optionCase('MinMaxNorm', norm, {}, ['axis', 'last', "must be a whole number, got 'last'"]),
  ...tensorCases('MinMaxNorm.apply.x', 'MinMaxNorm', (x) => new MinMaxNorm().apply(x)),
  [
    'MinMaxNorm.options.axis',
    () => new MinMaxNorm({ axis: [0, 2] }).apply(given.matrix),
    'MinMaxNorm: axis must be a whole number in [-2, 2), got 2',
  ],

  ...tensorCases('RadialConstraint.apply.x', 'RadialConstraint', (x) => new RadialConstraint().apply(x)),
  [
    'RadialConstraint.apply.x',
    () => new RadialConstraint().apply(given.square),
    'RadialConstraint: x must have 4 axes, the first two equal, got [2, 2]',
  ],
];
