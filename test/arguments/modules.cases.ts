import {
  child,
  isTraining,
  Module,
  Parameter,
  regularizationLoss,
  valueAndGradients,
  type ParameterOptions,
} from '../../src/index.js';
import { bad, type ArgumentCase } from './ArgumentCase.js';
import { given } from './given.js';
import { callOptionCases, moduleOptionCases } from './optionCases.js';

/** A module of one's own, which takes the options of all modules. */
class Own extends Module {}

function parameter(options: ParameterOptions): unknown {
  return new Parameter(() => given.matrix.clone(), options);
}

/** What must be a module and is none: the class, the options, nothing. */
function moduleCases(where: string, call: (module: never) => unknown): ArgumentCase[] {
  const argument = `${where}.module`;
  return [
    [argument, () => call(bad(undefined)), `${where}: module must be a Module, got undefined`],
    [argument, () => call(bad({ units: 2 })), `${where}: module must be a Module, got {"units":2}`],
    [argument, () => call(bad(Own)), `${where}: module must be a Module, got a function`],
  ];
}

export const modulesCases = (): ArgumentCase[] => [
  ...moduleOptionCases('Own', (options) => new Own(options), {}).map(([argument, call, throws]): ArgumentCase => [
    argument.replace('Own', 'Module'),
    call,
    throws,
  ]),
  ['Module.build.key', () => new Own().build([2], bad(7)), 'Own: key must be a RandomKey, got 7'],
  ['Module.freeze.pattern', () => given.dense.freeze(bad(5)), 'dense: pattern must be a string, got 5'],
  ['Module.freeze.pattern', () => given.dense.freeze('kernal'), "dense: pattern must match a parameter, got 'kernal'"],
  ['Module.unfreeze.pattern', () => given.dense.unfreeze(bad(null)), 'dense: pattern must be a string, got null'],
  ['Module.setWeights.weights', () => given.dense.setWeights(bad(5)), 'dense: weights must be a list, got 5'],
  ['Module.setWeights.weights', () => given.dense.setWeights([]), 'dense: weights must be 2 tensors, got 0'],
  [
    'Module.setWeights.weights',
    () => given.dense.setWeights([[1, 2], bad(5)]),
    'dense: weight of kernel must have shape [3, 2], got [2]',
  ],
  [
    'Module.setWeights.weights',
    () => given.dense.setWeights([bad('kernel'), [0, 0]]),
    "dense: weight of kernel must be a tensor or an array, got 'kernel'",
  ],
  [
    'Module.setWeights.weights',
    () => given.dense.setWeights([given.whole, [0, 0]]),
    'dense: weight of kernel must be a float32 tensor, got an int32 tensor',
  ],

  [
    'Parameter.create',
    () => new Parameter(bad(given.matrix)),
    'Parameter: create must be a function, got an instance of Tensor',
  ],
  ['Parameter.create', () => new Parameter(bad(() => 5)), 'Parameter: value of create must be a float32 tensor, got 5'],
  [
    'Parameter.create',
    () => new Parameter(() => given.whole.clone()),
    'Parameter: value of create must be a float32 tensor, got an int32 tensor',
  ],
  ['Parameter.options', () => parameter(bad('l2')), "Parameter: options must be an object, got 'l2'"],
  [
    'Parameter.options.regularizer',
    () => parameter({ regularizer: bad('l2') }),
    "Parameter: regularizer must be a Regularizer, got 'l2'",
  ],
  [
    'Parameter.options.constraint',
    () => parameter({ constraint: bad('nonNeg') }),
    "Parameter: constraint must be a Constraint, got 'nonNeg'",
  ],
  [
    'Parameter.options.trainable',
    () => parameter({ trainable: bad(0) }),
    'Parameter: trainable must be true or false, got 0',
  ],
  [
    'Parameter.assign.value',
    () => given.dense.kernel.assign(bad([1])),
    'Parameter: value must be a float32 tensor, got [1]',
  ],
  [
    'Parameter.assign.value',
    () => given.dense.kernel.assign(given.square),
    'Parameter: value must have shape [3, 2], got [2, 2]',
  ],

  ...callOptionCases('child', (options) => child(options, 'inner')),
  ['child.name', () => child({}, bad(5)), 'child: name must be a string, got 5'],
  ...callOptionCases('isTraining', (options) => isTraining(options)),
  ...moduleCases('regularizationLoss', (module) => regularizationLoss(module)),
  [
    'valueAndGradients.f',
    () => valueAndGradients(bad(given.matrix), given.dense),
    'valueAndGradients: f must be a function, got an instance of Tensor',
  ],
  [
    'valueAndGradients.f',
    () =>
      valueAndGradients(
        bad(() => 1),
        given.dense,
      ),
    'gradientsByTensors: value of f must be a tensor, got 1',
  ],
  ...moduleCases('valueAndGradients', (module) => valueAndGradients(() => given.matrix, module)),
  [
    'valueAndGradients.module',
    () => valueAndGradients(() => given.matrix, new Own({ name: 'empty' })),
    'valueAndGradients: module must have a trainable parameter, got none in empty',
  ],
];
