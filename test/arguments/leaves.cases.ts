import {
  Constant,
  getConstraint,
  getInitializer,
  getRegularizer,
  GlorotNormal,
  GlorotUniform,
  HeNormal,
  HeUniform,
  Identity,
  L1,
  L1L2,
  L2,
  LecunNormal,
  LecunUniform,
  MaxNorm,
  NonNeg,
  Ones,
  Orthogonal,
  RandomNormal,
  RandomUniform,
  TruncatedNormal,
  UnitNorm,
  VarianceScaling,
  Zeros,
  type Initializer,
  type KernelAxes,
} from '../../src/index.js';
import { bad, type ArgumentCase } from './ArgumentCase.js';
import { given, key } from './given.js';
import { identifierCases } from './identifierCases.js';
import { NAMES, optionCase, optionsCases, SEED, type Construct } from './optionCases.js';

const notFinite = 'must be a finite number, got';
const notNegative = 'must be a finite number, at least 0, got';

type Row = [name: string, value: unknown, says: string];

function leafCases(where: string, construct: Construct, own: Row[], more: string[] = []): ArgumentCase[] {
  const known = [...new Set([...own.map(([name]) => name), ...more])].join(', ');
  return [
    ...optionsCases(where, construct),
    [`${where}.options`, () => construct(bad({ sed: 1 })), `${where}: options must hold only ${known}, got 'sed'`],
    ...own.map((row) => optionCase(where, construct, {}, row)),
  ];
}

function shapeCases(where: string, make: () => Initializer): ArgumentCase[] {
  const sizes = 'must be a list of whole numbers, at least 0, got';
  return [
    [`${where}.initialize.shape`, () => make().initialize(bad(2), key), `${where}: shape ${sizes} 2`],
    [`${where}.initialize.shape`, () => make().initialize([2, -1], key), `${where}: shape ${sizes} [2,-1]`],
  ];
}

/** What says which axes of a kernel are inputs and outputs. */
function axesCases(where: string, initialize: (axes: KernelAxes) => unknown): ArgumentCase[] {
  const argument = `${where}.initialize.axes`;
  return [
    [argument, () => initialize(bad([0])), `${where}: axes must be an object, got [0]`],
    [
      `${argument}.inputs`,
      () => initialize({ inputs: bad('0'), outputs: [1] }),
      `${where}: axes.inputs must be a list, got '0'`,
    ],
    [
      `${argument}.outputs`,
      () => initialize({ inputs: [0], outputs: [2] }),
      `${where}: axes.outputs must be a whole number in [-2, 2), got 2`,
    ],
  ];
}

/** Initializers that draw: they take a seed, and a key. */
function randomCases(
  type: new (options?: never) => Initializer,
  own: Row[] = [],
  more: string[] = ['seed'],
): ArgumentCase[] {
  const where = type.name;
  const construct: Construct = (options) => new type(options);
  return [
    ...leafCases(where, construct, own, more),
    [`${where}.options.seed`, () => construct(bad({ seed: 0.5 })), `${SEED}, got 0.5`],
    ...shapeCases(where, () => new type()),
    ...axesCases(where, (axes) => new type().initialize([2, 2], key, axes)),
    [
      `${where}.initialize.key`,
      () => new type().initialize([2, 2], bad(7)),
      `${where}: key must be a RandomKey, got 7`,
    ],
  ];
}

/** Initializers whose scale is that of the fans. */
function fanCases(type: new (options?: never) => Initializer, own: Row[] = []): ArgumentCase[] {
  const unknown: Row = ['fans', 'all', "must be one of legacy, connected, got 'all'"];
  const where = type.name;
  return [
    ...randomCases(type, own, ['seed', 'fans']),
    optionCase(where, (options) => new type(options), {}, unknown),
    [
      `${where}.initialize.axes`,
      () => new type(bad({ fans: 'connected' })).initialize([2, 3, 4], key),
      `${where}: axes must be given for connected fans of more than two axes, got none for [2, 3, 4]`,
    ],
  ];
}

function tensorCases(where: string, method: string, call: (x: never) => unknown): ArgumentCase[] {
  const argument = `${where}.${method}.x`;
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

const initializers: ArgumentCase[] = [
  ...[GlorotNormal, GlorotUniform, HeNormal, HeUniform, LecunNormal, LecunUniform].flatMap((type) => fanCases(type)),
  ...randomCases(Orthogonal, [['gain', NaN, `${notFinite} NaN`]]),
  [
    'Orthogonal.initialize.shape',
    () => new Orthogonal().initialize([2], key),
    'Orthogonal: shape must have at least 2 axes, got [2]',
  ],
  ...randomCases(RandomNormal, [
    ['mean', '0', `${notFinite} '0'`],
    ['stddev', -1, `${notNegative} -1`],
  ]),
  ...randomCases(TruncatedNormal, [
    ['mean', Infinity, `${notFinite} Infinity`],
    ['stddev', -1, `${notNegative} -1`],
  ]),
  ...randomCases(RandomUniform, [
    ['minval', NaN, `${notFinite} NaN`],
    ['maxval', -1, 'must be a finite number, at least -0.05, got -1'],
  ]),
  ...fanCases(VarianceScaling, [
    ['scale', 0, 'must be a finite number, above 0, got 0'],
    ['mode', 'fan', "must be one of fanIn, fanOut, fanAvg, got 'fan'"],
    ['distribution', 'flat', "must be one of normal, truncatedNormal, untruncatedNormal, uniform, got 'flat'"],
  ]),
  ...leafCases('Constant', (options) => new Constant(options), [['value', '1', `${notFinite} '1'`]]),
  ...leafCases('Identity', (options) => new Identity(options), [['gain', NaN, `${notFinite} NaN`]]),
  ...shapeCases('Constant', () => new Constant()),
  ...shapeCases('Identity', () => new Identity()),
  ...shapeCases('Ones', () => new Ones()),
  ...shapeCases('Zeros', () => new Zeros()),
  ['Identity.initialize.shape', () => new Identity().initialize([2]), 'Identity: shape must have 2 axes, got [2]'],
];

const regularizers: ArgumentCase[] = [
  ...leafCases('L1', (options) => new L1(options), [['l1', '1', `${notFinite} '1'`]]),
  ...leafCases('L2', (options) => new L2(options), [['l2', NaN, `${notFinite} NaN`]]),
  ...leafCases('L1L2', (options) => new L1L2(options), [
    ['l1', NaN, `${notFinite} NaN`],
    ['l2', '1', `${notFinite} '1'`],
  ]),
  ...tensorCases('L1', 'loss', (x) => new L1().loss(x)),
  ...tensorCases('L2', 'loss', (x) => new L2().loss(x)),
  ...tensorCases('L1L2', 'loss', (x) => new L1L2().loss(x)),
];

const constraints: ArgumentCase[] = [
  ...leafCases('MaxNorm', (options) => new MaxNorm(options), [
    ['maxValue', -1, `${notNegative} -1`],
    ['axis', 0.5, 'must be a whole number, got 0.5'],
    ['axis', ['0'], "must be a whole number, got '0'"],
  ]),
  ...leafCases('UnitNorm', (options) => new UnitNorm(options), [
    ['axis', 'last', "must be a whole number, got 'last'"],
  ]),
  ...tensorCases('MaxNorm', 'apply', (x) => new MaxNorm().apply(x)),
  ...tensorCases('UnitNorm', 'apply', (x) => new UnitNorm().apply(x)),
  ...tensorCases('NonNeg', 'apply', (x) => new NonNeg().apply(x)),
  [
    'MaxNorm.options.axis',
    () => new MaxNorm({ axis: 2 }).apply(given.matrix),
    'MaxNorm: axis must be a whole number in [-2, 2), got 2',
  ],
];

export const leavesCases = (): ArgumentCase[] => [
  ...initializers,
  ...regularizers,
  ...constraints,
  ...identifierCases(getInitializer, NAMES.Initializer, 'Constant'),
  ...identifierCases(getRegularizer, NAMES.Regularizer, 'L2'),
  ...identifierCases(getConstraint, NAMES.Constraint, 'UnitNorm'),
];
