import type { Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import fc from 'fast-check';
import { CosineDecay, getConstraint, getRegularizer } from '../../src/index.js';
import { assertFinite, assertRight } from './assertRight.js';
import { hostileSpec, type HostileSpec } from './HostileSpec.js';
import { fill, float, shapeOfRank } from './TensorSpec.js';

interface Leaf {
  className: string;
  config: Record<string, unknown>;
}

const leafCall = (
  leaves: Leaf[],
  largest: number,
): fc.Arbitrary<{ tensors: { x: ReturnType<typeof float> }; options: Leaf }> =>
  fc
    .record({ leaf: fc.constantFrom(...leaves), shape: shapeOfRank(1, 6), x: fill })
    .map(({ leaf, shape, x }) => ({ tensors: { x: float(shape, x, largest) }, options: leaf }));

const NAMES = ['Nothing', '__proto__', 'toString', '', 3, null];

/** Regularizers, constraints and schedules. */
export const leafSpecs: HostileSpec[] = [
  hostileSpec<Leaf>({
    name: 'regularizers',
    runs: 200,
    covers: ['getRegularizer', 'L1', 'L2', 'L1L2'],
    valid: leafCall(
      [
        { className: 'L1', config: {} },
        { className: 'L2', config: { l2: 0.5 } },
        { className: 'L1L2', config: { l1: -1, l2: 2 } },
      ],
      1e30,
    ),
    hostile: {
      className: NAMES,
      config: [{ l1: NaN }, { l2: Infinity }, { l3: 1 }, { l1: '1' }, [], 'config', { l1: 1e39 }],
    },
    run: ({ x }, { className, config }) => getRegularizer({ className, config })!.loss(x),
    check: (got, { x }, { className, config }) => {
      const { l1 = className === 'L1' ? 0.01 : 0, l2 = className === 'L2' ? 0.01 : 0 } = config as Record<
        string,
        number
      >;
      const sum = (power: number): number => x.values.reduce((total, value) => total + Math.abs(value) ** power, 0);
      const squares = className === 'L1' ? 0 : sum(2);
      const absolutes = className === 'L2' ? 0 : sum(1);
      return assertRight(
        got,
        { shape: [], values: [l1 * absolutes + l2 * squares] },
        { terms: [Math.abs(l1) * absolutes + Math.abs(l2) * squares], overflows: squares > 1e38, factor: 100 },
      );
    },
  }),

  hostileSpec<Leaf>({
    name: 'constraints',
    runs: 200,
    covers: ['getConstraint', 'MaxNorm', 'UnitNorm', 'NonNeg'],
    valid: leafCall(
      [
        { className: 'MaxNorm', config: { maxValue: 0.5 } },
        { className: 'MaxNorm', config: { axis: -1 } },
        { className: 'UnitNorm', config: {} },
        { className: 'NonNeg', config: {} },
      ],
      1e30,
    ),
    hostile: {
      className: NAMES,
      config: [{ maxValue: -1 }, { axis: 9 }, { axis: 0.5 }, { axis: [] }, { axis: [0, 0] }, { other: 1 }, null],
    },
    run: ({ x }, { className, config }) => getConstraint({ className, config })!.apply(x),
    check: (got: Tensor, { x }, { className, config }) => {
      assertFinite(got, x.shape);
      const values = Array.from(got.dataSync());
      if (className === 'NonNeg') return assertRight(got, { ...x, values: x.values.map((one) => Math.max(one, 0)) });
      const most = className === 'UnitNorm' ? 1 : ((config.maxValue as number | undefined) ?? 2);
      assert.isTrue(values.every((value) => Math.abs(value) <= most * (1 + 1e-5)));
      // A vector whose norm is far above the limit has it afterwards: something is left of each.
      if (x.shape.length === 1 && x.values.some((value) => Math.abs(value) > 10)) {
        assert.approximately(Math.hypot(...values), most, 1e-5 * most);
      }
      return 0;
    },
  }),

  hostileSpec<{ config: ConstructorParameters<typeof CosineDecay>[0]; step: number }>({
    name: 'CosineDecay',
    runs: 150,
    valid: fc
      .record({
        config: fc.record({
          initialLearningRate: fc.constantFrom(0, 1e-3, 1e30),
          decaySteps: fc.constantFrom(1, 100, 0.5),
          alpha: fc.constantFrom(undefined, 0, 0.1, 1),
          warmupTarget: fc.constantFrom(0, 1e-3),
          warmupSteps: fc.constantFrom(undefined, 0, 10),
        }),
        step: fc.constantFrom(0, 1, 5, 99, 1e9),
      })
      .map((options) => ({ tensors: {}, options })),
    hostile: {
      config: [{}, { initialLearningRate: -1, decaySteps: 1 }, { initialLearningRate: 1, decaySteps: 0 }, null, 3],
      step: [-1, NaN, Infinity, 0.5, '3'],
    },
    run: (_, { config, step }) => new CosineDecay(config).learningRate(step),
    check: (got: number) => assert.isTrue(Number.isFinite(got) && got >= 0, `rate ${got}`),
  }),
];
