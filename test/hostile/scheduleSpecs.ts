import { assert } from 'chai';
import fc from 'fast-check';
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
import { hostileSpec, type HostileSpec } from './HostileSpec.js';

const rate = fc.constantFrom(0, 1e-3, 0.5, 1e30);
const someSteps = fc.constantFrom(1, 7, 100, 0.5);
const share = fc.constantFrom(undefined, 0, 0.1, 1);
const yesOrNo = fc.constantFrom(undefined, true, false);

/** Rates that are never negative, and at most the largest that the options allow. */
function scheduleSpec<Options extends object>(
  type: new (options: Options) => Schedule,
  config: fc.Arbitrary<Options>,
  wrong: object[],
  largest: (options: Options) => number,
): HostileSpec {
  return hostileSpec<{ config: Options; step: number }>({
    name: type.name,
    runs: 100,
    valid: fc
      .record({ config, step: fc.constantFrom(0, 1, 5, 99.5, 1e9) })
      .map((options) => ({ tensors: {}, options })),
    hostile: { config: [{}, null, 3, ...wrong], step: [-1, NaN, Infinity, '3', null] },
    run: (_, options) => new type(options.config).learningRate(options.step),
    check: (got: number, _, options) => {
      const most = largest(options.config) * (1 + 1e-12);
      assert.isTrue(Number.isFinite(got) && got >= 0 && got <= most, `rate ${got}, at most ${most}`);
    },
  });
}

const decay = { initialLearningRate: rate, decaySteps: someSteps };
const initial = (options: { initialLearningRate: number }): number => options.initialLearningRate;

/** Schedules beyond the first one. */
export const scheduleSpecs: HostileSpec[] = [
  scheduleSpec(
    ExponentialDecay,
    fc.record({ ...decay, decayRate: fc.constantFrom(0, 0.5, 1), staircase: yesOrNo }),
    [{ initialLearningRate: 1, decaySteps: 1, decayRate: -1 }],
    initial,
  ),
  scheduleSpec(
    InverseTimeDecay,
    fc.record({ ...decay, decayRate: fc.constantFrom(0, 0.5, 1e30), staircase: yesOrNo }),
    [{ initialLearningRate: 1, decaySteps: 0, decayRate: 1 }],
    initial,
  ),
  scheduleSpec(
    PolynomialDecay,
    fc.record({ ...decay, endLearningRate: fc.constantFrom(undefined, 0, 2), power: share, cycle: yesOrNo }),
    [{ initialLearningRate: 1, decaySteps: 1, power: -1 }],
    ({ initialLearningRate, endLearningRate = 1e-4 }) => Math.max(initialLearningRate, endLearningRate),
  ),
  scheduleSpec(
    CosineDecayRestarts,
    fc.record({
      initialLearningRate: rate,
      firstDecaySteps: someSteps,
      tMul: fc.constantFrom(undefined, 1, 1.5, 1e6),
      mMul: share,
      alpha: share,
    }),
    [{ initialLearningRate: 1, firstDecaySteps: 1, tMul: 0.9 }],
    initial,
  ),
  scheduleSpec(
    PiecewiseConstantDecay,
    fc.constantFrom(
      { boundaries: [], values: [1] },
      { boundaries: [0, 3.5], values: [1, 0, 2] },
      { boundaries: [1e9], values: [1, 2] },
    ),
    [
      { boundaries: 3, values: [1] },
      { boundaries: [3, 2], values: [1, 2, 3] },
      { boundaries: new Array(1), values: new Array(2) },
    ],
    ({ values }) => Math.max(...values),
  ),
  scheduleSpec(
    InverseSquareRootDecay,
    fc.record({ width: fc.constantFrom(1, 512, 1e9), warmupSteps: fc.constantFrom(undefined, 1, 0.5), scale: share }),
    [{ width: 0 }, { width: 4, warmupSteps: 0 }],
    ({ width, warmupSteps = 4000, scale = 1 }) => scale / Math.sqrt(width * Math.max(1, warmupSteps)),
  ),
  scheduleSpec(
    ConstantWithCooldown,
    fc.record({
      learningRate: rate,
      steps: fc.constantFrom(10, 100),
      cooldownSteps: fc.constantFrom(0, 2.5, 5),
      warmupSteps: fc.constantFrom(undefined, 0, 5),
      cooldown: fc.constantFrom('linear' as const, 'oneMinusSqrt' as const, undefined),
    }),
    [{ learningRate: 1, steps: 2, cooldownSteps: 1, warmupSteps: 2 }],
    ({ learningRate }) => learningRate,
  ),
];
