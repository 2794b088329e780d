import fc from 'fast-check';
import { getOptimizer } from '../../src/optimizers/index.js';
import { ListModule } from '../helpers/ListModule.js';
import { assertFinite } from './assertRight.js';
import { hostileSpec, type HostileSpec } from './HostileSpec.js';
import { fill, float, shapeOfRank } from './TensorSpec.js';

/** Squares of gradients up to this are float32. */
const LARGEST = 1e15;
const NUMBERS = [-1, NaN, Infinity, '1', []];

interface Rule {
  className: string;
  config: Record<string, unknown>;
}

const RULES: Rule[] = [
  { className: 'Adam', config: { amsgrad: true } },
  { className: 'Adamax', config: {} },
  { className: 'Nadam', config: {} },
  { className: 'Adagrad', config: {} },
  { className: 'Adadelta', config: {} },
  { className: 'RMSprop', config: { momentum: 0.9 } },
  { className: 'RMSprop', config: { centered: true } },
  { className: 'Lion', config: {} },
  { className: 'Adafactor', config: {} },
  { className: 'Adafactor', config: { learningRate: 0.5, relativeStep: false, clipThreshold: 0.1 } },
  { className: 'Ftrl', config: {} },
  { className: 'Ftrl', config: { initialAccumulatorValue: 0, l1RegularizationStrength: 0.1 } },
];

const NAMES = ['beta1', 'beta2', 'rho', 'epsilon', 'momentum', 'epsilon1', 'clipThreshold', 'beta', 'beta2Decay'];

/** Optimizers by the name of their class, two updates each. */
export const optimizerSpecs: HostileSpec[] = [
  hostileSpec<Rule>({
    name: 'more optimizers',
    runs: 400,
    covers: [...new Set(RULES.map(({ className }) => className))],
    valid: fc
      .record({
        rule: fc.constantFrom(...RULES),
        common: fc.constantFrom({}, { learningRate: 0 }, { weightDecay: 0.5 }, { globalClipNorm: 1 }),
        shape: shapeOfRank(0, 6),
        value: fill,
        gradient: fill,
      })
      .map(({ rule: { className, config }, common, shape, value, gradient }) => ({
        tensors: { value: float(shape, value, LARGEST), gradient: float(shape, gradient, LARGEST) },
        options: { className, config: { ...config, ...common } },
      })),
    hostile: {
      className: ['Nothing', '__proto__', 'toString', '', 3],
      config: [
        ...NAMES.flatMap((name) => NUMBERS.map((one) => ({ [name]: one }))),
        ...[{ amsgrad: 1 }, { centered: 'no' }, { relativeStep: 0 }, { initialAccumulatorValue: 1e39 }, [], 'config'],
      ],
    },
    run: ({ value, gradient }, { className, config }) => {
      const module = new ListModule([value.clone()]);
      try {
        const optimizer = getOptimizer({ className, config });
        try {
          for (let step = 0; step < 2; step++) optimizer.apply(module, new Map([['list.0', gradient]]));
          return module.list[0].value.clone();
        } finally {
          optimizer.dispose();
        }
      } finally {
        module.dispose();
      }
    },
    check: (got, { value }) => assertFinite(got, value.shape),
  }),
];
