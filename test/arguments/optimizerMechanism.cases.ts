import {
  decodeOptimizer,
  encodeOptimizer,
  loadOptimizer,
  saveOptimizer,
  SGD,
  type OptimizerState,
} from '../../src/index.js';
import { bad, type ArgumentCase } from './ArgumentCase.js';
import { given } from './given.js';

const setState = (state: Partial<Record<keyof OptimizerState, unknown>>): void =>
  new SGD({ momentum: 0.5 }).setState(given.dense, bad({ step: 0, calls: 0, tensors: new Map(), ...state }));
const tensors = (name: string, shape: number[]): Map<string, unknown> =>
  new Map([[name, { shape, values: new Float32Array(6) }]]);

/** What an optimizer's state is set from, and its averages are used with. */
export const optimizerMechanismCases = (): ArgumentCase[] => [
  [
    'Optimizer.setState.module',
    () => given.optimizer.setState(bad({}), given.optimizer.getState()),
    'SGD: module must be a Module, got {}',
  ],
  [
    'Optimizer.setState.state',
    () => given.optimizer.setState(given.dense, bad(null)),
    'SGD: state must be an object, got null',
  ],
  [
    'Optimizer.setState.state.step',
    () => setState({ step: 0.5 }),
    'SGD: state.step must be a whole number, at least 0, got 0.5',
  ],
  [
    'Optimizer.setState.state.calls',
    () => setState({ calls: 1 }),
    'SGD: state.calls must be a whole number, at least 0, below 1, got 1',
  ],
  ['Optimizer.setState.state.tensors', () => setState({ tensors: [] }), 'SGD: state.tensors must be a Map, got []'],
  [
    'Optimizer.setState.state.tensors',
    () => setState({ tensors: tensors('slots.kernal.momentum', [3, 2]) }),
    "SGD: state.tensors must hold what it remembers of dense, got 'slots.kernal.momentum'",
  ],
  [
    'Optimizer.setState.state.tensors',
    () => setState({ tensors: new Map([['slots.kernel.momentum', 5]]) }),
    'SGD: state.tensors of slots.kernel.momentum must be an object, got 5',
  ],
  [
    'Optimizer.withAverages.f',
    () => new SGD({ useEma: true }).withAverages(bad(undefined)),
    'SGD: f must be a function, got undefined',
  ],
  [
    'encodeOptimizer.optimizer',
    () => encodeOptimizer(bad({})),
    'encodeOptimizer: optimizer must be an Optimizer, got {}',
  ],
  [
    'decodeOptimizer.optimizer',
    () => decodeOptimizer(bad('sgd'), given.dense, new Uint8Array()),
    "decodeOptimizer: optimizer must be an Optimizer, got 'sgd'",
  ],
  [
    'decodeOptimizer.module',
    () => decodeOptimizer(given.optimizer, bad({}), new Uint8Array()),
    'decodeOptimizer: module must be a Module, got {}',
  ],
  [
    'decodeOptimizer.bytes',
    () => decodeOptimizer(given.optimizer, given.dense, bad([1])),
    'decodeOptimizer: bytes must be a Uint8Array, got [1]',
  ],
  [
    'saveOptimizer.optimizer',
    () => saveOptimizer(bad(undefined), 'state'),
    'saveOptimizer: optimizer must be an Optimizer, got undefined',
  ],
  ['saveOptimizer.path', () => saveOptimizer(given.optimizer, bad(5)), 'saveOptimizer: path must be a string, got 5'],
  [
    'loadOptimizer.optimizer',
    () => loadOptimizer(bad({}), given.dense, 'state'),
    'loadOptimizer: optimizer must be an Optimizer, got {}',
  ],
  [
    'loadOptimizer.module',
    () => loadOptimizer(given.optimizer, bad(5), 'state'),
    'loadOptimizer: module must be a Module, got 5',
  ],
  [
    'loadOptimizer.path',
    () => loadOptimizer(given.optimizer, given.dense, bad(5)),
    'loadOptimizer: path must be a string, got 5',
  ],
];
