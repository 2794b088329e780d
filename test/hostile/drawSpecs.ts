import type { Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import fc from 'fast-check';
import {
  getInitializer,
  randomBernoulli,
  randomInteger,
  RandomKey,
  randomNormal,
  randomPermutation,
  randomTruncatedNormal,
  randomUniform,
} from '../../src/index.js';
import { assertFinite, assertTensor } from './assertRight.js';
import { hostileSpec, type HostileSpec } from './HostileSpec.js';
import { shapeOfRank } from './TensorSpec.js';

const SHAPES = [[-1], [2, 0.5], [NaN], [2, '3'], 'shape', null];
/** Numbers beyond float32 among them. */
const NUMBERS = [NaN, Infinity, -Infinity, 1e39, -1e300, 'one', null];
const someNumber = fc.constantFrom(0, 1, -1, 0.05, 1e-30, 1e30, -1e30);
const positive = fc.constantFrom(0, 1, 0.05, 1e-30, 1e30);
const key = RandomKey.fromSeed(1).fold('draws');

interface Draw {
  shape: number[];
  a: number;
  b: number;
}

const draw = (name: string, a: fc.Arbitrary<number>, b: fc.Arbitrary<number>, f: (d: Draw) => Tensor): HostileSpec =>
  hostileSpec<Draw>({
    name,
    runs: 100,
    covers: [name, 'RandomKey'],
    valid: fc.record({ shape: shapeOfRank(0, 7), a, b }).map((options) => ({ tensors: {}, options })),
    hostile: { shape: SHAPES, a: NUMBERS, b: NUMBERS },
    run: (_, options) => f(options),
    check: (got, _, { shape }) => assertFinite(got, shape),
  });

const INITIALIZERS = {
  Zeros: {},
  Ones: {},
  Constant: { value: 3 },
  RandomNormal: { mean: 1, stddev: 2 },
  RandomUniform: { minval: -1, maxval: 1 },
  TruncatedNormal: { mean: 1, stddev: 2 },
  VarianceScaling: { scale: 2, mode: 'fanAvg', distribution: 'uniform' },
  GlorotNormal: {},
  GlorotUniform: {},
  HeNormal: {},
  HeUniform: {},
  LecunNormal: {},
  LecunUniform: {},
  Orthogonal: { gain: 2 },
  Identity: { gain: 2 },
};
const OPTION_NAMES = ['value', 'mean', 'stddev', 'minval', 'maxval', 'scale', 'mode', 'distribution', 'gain', 'seed'];

interface Start {
  className: string;
  shape: number[];
  option?: string;
  value?: unknown;
}

/** Random numbers, and first values of parameters. */
export const drawSpecs: HostileSpec[] = [
  draw('randomUniform', fc.constantFrom(0, -1, -1e30), fc.constantFrom(1, 0, 1e30), ({ shape, a, b }) =>
    randomUniform(key, shape, a, b),
  ),
  draw('randomNormal', someNumber, positive, ({ shape, a, b }) => randomNormal(key, shape, a, b)),
  draw('randomTruncatedNormal', someNumber, positive, ({ shape, a, b }) => randomTruncatedNormal(key, shape, a, b)),

  hostileSpec<{ shape: number[]; probability: number }>({
    name: 'randomBernoulli',
    runs: 100,
    valid: fc
      .record({ shape: shapeOfRank(0, 7), probability: fc.constantFrom(0, 0.5, 1, 1e-30) })
      .map((options) => ({ tensors: {}, options })),
    hostile: { shape: SHAPES, probability: [-0.1, 1.5, NaN, 'half'] },
    run: (_, { shape, probability }) => randomBernoulli(key, shape, probability),
    check: (got: Tensor, _, { shape, probability }) => {
      assertTensor(got, shape, 'bool');
      const drawn = Array.from(got.dataSync());
      if (probability === 0 || probability === 1) assert.isTrue(drawn.every((one) => one === probability));
    },
  }),

  hostileSpec<{ i: number; bound: number }>({
    name: 'randomInteger',
    runs: 100,
    valid: fc
      .record({ i: fc.constantFrom(0, 1, 2 ** 32 - 1), bound: fc.constantFrom(1, 2, 1e9, 2 ** 53) })
      .map((options) => ({ tensors: {}, options })),
    hostile: { i: [-1, 0.5, NaN, 2 ** 32], bound: [0, -1, 0.5, NaN, Infinity, 'ten'] },
    run: (_, { i, bound }) => randomInteger(key, i, bound),
    check: (got: number, _, { bound }) => assert.isTrue(Number.isSafeInteger(got) && got >= 0 && got < bound),
  }),

  hostileSpec<{ count: number }>({
    name: 'randomPermutation',
    runs: 100,
    valid: fc.record({ count: fc.integer({ min: 0, max: 20 }) }).map((options) => ({ tensors: {}, options })),
    hostile: { count: [-1, 0.5, NaN, 'ten', 2 ** 33] },
    run: (_, { count }) => randomPermutation(key, count),
    check: (got: Uint32Array, _, { count }) =>
      assert.deepEqual(
        [...got].sort((a, b) => a - b),
        [...Array(count).keys()],
      ),
  }),

  hostileSpec<Start>({
    name: 'initializers',
    runs: 300,
    covers: ['getInitializer', ...Object.keys(INITIALIZERS)],
    valid: fc
      .record({ className: fc.constantFrom(...Object.keys(INITIALIZERS)), shape: shapeOfRank(2, 2) })
      .map((options) => ({ tensors: {}, options })),
    hostile: {
      className: ['Nothing', '__proto__', 'constructor', ''],
      shape: [...SHAPES, [], [3], [2, 3, 4], [2, 2, 2, 2, 2, 2, 2]],
      option: OPTION_NAMES,
      value: [...NUMBERS, -1, 'fanIn'],
    },
    run: (_, { className, shape, option, value }) => {
      const config: Record<string, unknown> = { ...INITIALIZERS[className as keyof typeof INITIALIZERS] };
      // One option is set to one value: which of both stays as it is depends on what was disturbed.
      if (option !== undefined || value !== undefined) config[option ?? Object.keys(config)[0] ?? 'seed'] = value;
      return getInitializer({ className, config }).initialize(shape, key);
    },
    check: (got, _, { shape }) => assertFinite(got, shape),
  }),
];
