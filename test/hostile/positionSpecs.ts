import type { Tensor } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import {
  AlibiBias,
  GatedFeedForward,
  LearnedPositionalEmbedding,
  MultiHeadAttention,
  RelativePositionBias,
  RmsNorm,
  rmsNorm,
  RotaryEmbedding,
  rotaryEmbedding,
  SinusoidalPositionalEncoding,
} from '../../src/index.js';
import { mapArray, type NdArray } from '../float64/array.js';
import { rmsNorm as rmsNorm64 } from '../float64/rmsNorm.js';
import { rotary } from '../float64/rotary.js';
import { numbers } from '../float64/scalar.js';
import { assertFinite, assertRight } from './assertRight.js';
import { hostileSpec, type HostileSpec } from './HostileSpec.js';
import { fill, float, shapeOfRank, size } from './TensorSpec.js';

const COUNTS = [-1, 0.5, NaN, '2', null];
/** A product of three projections of numbers up to this stays within float32. */
const LARGEST = 1e10;
const bad = <T>(value: unknown): T => value as T;

interface Called {
  config: object;
  offset?: number;
}

/** A layer that keeps the shape of its input, called with an offset where it has one. */
function placedSpec(
  name: string,
  rank: number,
  configs: object[],
  hostileConfigs: object[],
  make: (config: never) => { call: (x: Tensor, options: { offset?: number }) => Tensor; dispose: () => void },
): HostileSpec {
  return hostileSpec<Called>({
    name,
    runs: 100,
    valid: fc
      .record({
        shape: fc.array(size, { minLength: rank - 1, maxLength: rank - 1 }),
        width: fc.constantFrom(2, 4),
        x: fill,
        config: fc.constantFrom(...configs),
        offset: fc.constantFrom(undefined, 0, 3),
      })
      .map(({ shape, width, x, config, offset }) => ({
        tensors: { x: float([...shape, width], x, LARGEST) },
        options: { config, offset },
      })),
    hostile: { config: [...hostileConfigs, 3, { name: 5 }], offset: [...COUNTS.slice(0, -1), 8, 'end'] },
    run: ({ x }, { config, offset }) => {
      const layer = make(bad(config));
      try {
        return layer.call(x, { offset });
      } finally {
        layer.dispose();
      }
    },
    check: (got, { x }) => assertFinite(got, x.shape),
  });
}

interface Pairs extends Called {
  queryLength: number;
  keyLength: number;
}

/** A layer that gives a bias of pairs of positions, which attention then adds. */
function pairsSpec(
  name: string,
  configs: object[],
  hostileConfigs: object[],
  make: (config: never) => AlibiBias | RelativePositionBias,
): HostileSpec {
  return hostileSpec<Pairs>({
    name,
    runs: 100,
    covers: [name, 'MultiHeadAttention'],
    valid: fc
      .record({
        queryLength: size,
        keyLength: size,
        x: fill,
        config: fc.constantFrom(...configs),
        offset: fc.constantFrom(undefined, 0, 200),
      })
      .map(({ x, ...options }) => ({
        tensors: {
          query: float([2, options.queryLength, 4], x, LARGEST),
          value: float([2, options.keyLength, 4], x, LARGEST),
        },
        options,
      })),
    hostile: {
      config: [...hostileConfigs, 3, {}],
      offset: COUNTS.slice(0, -1),
      queryLength: [...COUNTS, 7],
      keyLength: [...COUNTS, 7],
    },
    run: ({ query, value }, { config, offset, queryLength, keyLength }) => {
      const layer = make(bad(config));
      const attention = new MultiHeadAttention({ numHeads: 2, keyDim: 2 });
      let attentionBias: Tensor | undefined;
      try {
        attentionBias = layer.call(queryLength, keyLength, { offset });
        return attention.call({ query, value }, { attentionBias });
      } finally {
        attentionBias?.dispose();
        for (const one of [layer, attention]) one.dispose();
      }
    },
    check: (got, { query }) => assertFinite(got, query.shape),
  });
}

/** Operations and layers of positions, and the norms and networks that came with them. */
export const positionSpecs: HostileSpec[] = [
  hostileSpec<{ positions: number[]; base?: number }>({
    name: 'rotaryEmbedding',
    runs: 250,
    valid: fc
      .record({
        shape: fc.tuple(size, size, size, fc.constantFrom(0, 2, 4)),
        x: fill,
        start: fc.constantFrom(0, -3, 0.5, 1e6),
        base: fc.constantFrom(undefined, 1, 500),
      })
      .map(({ shape, x, start, base }) => ({
        tensors: { x: float(shape, x) },
        options: { positions: Array.from({ length: shape[1] }, (_, t) => start + t), base },
      })),
    hostile: { positions: [[], [NaN], 'x', 3, [0, 0, 0, 0, 0, 0]], base: [0, -1, NaN, Infinity, '10'] },
    run: ({ x }, { positions, base }) => rotaryEmbedding(x, positions, { base }),
    check: (got, { x }, { positions, base }) => {
      const sizes: NdArray = mapArray(x, (value) => 2 * Math.abs(value));
      return assertRight(got, rotary(numbers, x, positions, base), { terms: sizes.values });
    },
  }),

  hostileSpec<{ axis?: number | number[]; epsilon?: number }>({
    name: 'rmsNorm',
    runs: 300,
    valid: fc
      .record({
        shape: shapeOfRank(1, 6),
        scales: fc.boolean(),
        fills: fc.tuple(fill, fill),
        axis: fc.constantFrom('last', 'first', 'all'),
        epsilon: fc.constantFrom(undefined, 1e-12, 1e-5, 1),
      })
      .map(({ shape, scales, fills, axis, epsilon }) => {
        const axes = { last: [shape.length - 1], first: [0], all: shape.map((_, i) => i) }[axis];
        const inside = axes.map((one) => shape[one]);
        const named = scales ? [['gamma', float(inside, fills[1], 1e6)] as const] : [];
        return {
          tensors: { x: float(shape, fills[0]), ...Object.fromEntries(named) },
          options: { axis: axis === 'last' ? undefined : axes, epsilon },
        };
      }),
    hostile: { axis: [7, -8, 0.5, [0, 0], [], 'x'].map((one) => bad(one)), epsilon: [-1, NaN, Infinity, '1'] },
    run: ({ x, gamma }: Record<string, Tensor>, { axis, epsilon }) => rmsNorm(x, { gamma, axis, epsilon }),
    check: (got, { x, gamma }: Record<string, NdArray | undefined>, { axis = -1, epsilon }) =>
      assertRight(got, rmsNorm64(numbers, x!, { gamma, axes: [axis].flat(), epsilon }), {
        terms: gamma?.values ?? [],
      }),
  }),

  placedSpec(
    'RmsNorm',
    3,
    [{}, { axis: 0 }, { axis: [1, 2], epsilon: 1e-12 }],
    [{ epsilon: -1 }, { axis: 9 }, { axis: [0, 0] }, { gammaInitializer: 'none' }],
    (config) => new RmsNorm(config),
  ),
  placedSpec(
    'GatedFeedForward',
    3,
    [{ innerSize: 3 }, { innerSize: 2, activation: 'tanh', useBias: true, dropout: 0.5 }],
    [...COUNTS.map((innerSize) => ({ innerSize })), { innerSize: 2, activation: 'none' }, { innerSize: 2, dropout: 2 }],
    (config) => {
      const layer = new GatedFeedForward(config);
      return { call: (x) => layer.call(x), dispose: () => layer.dispose() };
    },
  ),
  placedSpec(
    'LearnedPositionalEmbedding',
    3,
    [{ maxLength: 8 }, { maxLength: 8, width: 4 }],
    [...COUNTS.map((maxLength) => ({ maxLength })), { maxLength: 2 }, { maxLength: 8, width: 0 }],
    (config) => new LearnedPositionalEmbedding(config),
  ),
  placedSpec(
    'SinusoidalPositionalEncoding',
    3,
    [{}, { maxLength: 8 }],
    [{ maxLength: 0 }, { maxLength: 2 }, { maxLength: '8' }],
    (config) => new SinusoidalPositionalEncoding(config),
  ),
  placedSpec(
    'RotaryEmbedding',
    4,
    [{}, { maxLength: 8, base: 100 }],
    [{ base: 0 }, { base: '10' }, { maxLength: 2 }, { maxLength: NaN }],
    (config) => new RotaryEmbedding(config),
  ),

  pairsSpec(
    'AlibiBias',
    [{ numHeads: 2 }],
    [...COUNTS, 3].map((numHeads) => ({ numHeads })),
    (config) => new AlibiBias(config),
  ),
  pairsSpec(
    'RelativePositionBias',
    [{ numHeads: 2 }, { numHeads: 2, bidirectional: false }, { numHeads: 2, numBuckets: 4, maxDistance: 2 }],
    [
      ...[...COUNTS, 3].map((numHeads) => ({ numHeads })),
      ...[{ numBuckets: 5 }, { numBuckets: 2 }, { maxDistance: 3 }, { bidirectional: 0 }].map((one) => ({
        numHeads: 2,
        ...one,
      })),
    ],
    (config) => new RelativePositionBias(config),
  ),
];
