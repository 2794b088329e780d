import { add, mul, square, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import fc from 'fast-check';
import {
  customGradient,
  dropout,
  gelu,
  geluTanh,
  globalNorm,
  gradientsByTensors,
  maskedSoftmax,
  meanSquaredError,
  RandomKey,
  recompute,
  softmax,
  stopGradient,
  type ValueAndGradients,
} from '../../src/index.js';
import { mapArray, type NdArray } from '../float64/array.js';
import { numbers } from '../float64/scalar.js';
import { softmax as softmax64 } from '../float64/softmax.js';
import { assertFinite, assertRight } from './assertRight.js';
import type { HostileCall } from './HostileCall.js';
import { hostileSpec, type HostileSpec } from './HostileSpec.js';
import { fill, float, shapeOfRank, truths } from './TensorSpec.js';

const AXES = [7, -8, 0.5, [], [0, 0], [0, -1], 'x', null];

const oneTensor = fc
  .record({ shape: shapeOfRank(0, 7), x: fill })
  .map(({ shape, x }): HostileCall<object> => ({ tensors: { x: float(shape, x) }, options: {} }));

const withAxis = fc
  .record({ shape: shapeOfRank(1, 6), x: fill, axis: fc.constantFrom('last', 'first', 'all'), lead: fc.boolean() })
  .map(({ shape, x, axis, lead }) => ({
    tensors: {
      x: float(shape, x),
      mask: truths(lead ? shape : shape.slice(1).map((one, i) => (i === 0 ? 1 : one)), x.seed),
    },
    options: { axis: { last: -1, first: 0, all: shape.map((_, i) => i) }[axis] },
  }));

const elementwise = (name: string, f: (x: Tensor) => Tensor): HostileSpec =>
  hostileSpec({
    name,
    runs: 150,
    valid: oneTensor,
    run: ({ x }) => f(x),
    check: (got, { x }) => assertFinite(got, x.shape),
  });

/** `x² + x`, with a gradient written by hand. */
function ownOperation(x: Tensor): Tensor {
  const definition = (z: Tensor): Tensor => add(square(z), z);
  return customGradient({
    inputs: [x],
    forward: ([z]) => ({ value: definition(z) }),
    backward: (cotangent, { inputs: [z] }) => [mul(cotangent, add(mul(z, 2), 1))],
    reference: ([z]) => definition(z),
  });
}

const ownOperation64 = (x: NdArray): NdArray => mapArray(x, (value) => value * value + value);

/** Operations without a definition in `test/gradients`' scheme, and what gradients are taken with. */
export const plainSpecs: HostileSpec[] = [
  hostileSpec<{ axis: number | number[] }>({
    name: 'softmax',
    runs: 250,
    valid: withAxis.map(({ tensors: { x }, options }) => ({ tensors: { x }, options })),
    hostile: { axis: AXES },
    run: ({ x }, { axis }) => softmax(x, axis),
    check: (got, { x }, { axis }) => assertRight(got, softmax64(numbers, x, { axes: [axis].flat() })),
  }),

  hostileSpec<{ axis: number | number[] }>({
    name: 'maskedSoftmax',
    runs: 250,
    valid: withAxis,
    hostile: { axis: AXES },
    run: ({ x, mask }, { axis }) => maskedSoftmax(x, mask, axis),
    check: (got, { x, mask }, { axis }) =>
      assertRight(got, softmax64(numbers, x, { axes: [axis].flat(), mask: mapArray(mask, (one) => one !== 0) })),
  }),

  elementwise('gelu', gelu),
  elementwise('geluTanh', geluTanh),

  hostileSpec({
    name: 'stopGradient',
    runs: 100,
    valid: oneTensor,
    run: ({ x }) => stopGradient(x),
    check: (got: Tensor, x) => assert.deepEqual([got.shape, Array.from(got.dataSync())], [x.x.shape, x.x.values]),
  }),

  hostileSpec<{ rate: number; seed: number }>({
    name: 'dropout',
    runs: 150,
    covers: ['dropout', 'RandomKey'],
    valid: fc
      .tuple(
        oneTensor,
        fc.record({ rate: fc.constantFrom(0, 0.25, 0.999, 1), seed: fc.constantFrom(0, 1, 2 ** 53 - 1) }),
      )
      .map(([{ tensors }, options]) => ({ tensors, options })),
    hostile: { rate: [-0.1, 1.1, NaN, 'half', null], seed: [-1, 0.5, 2 ** 53, NaN, 'seed'] },
    // A rate of 0 gives x itself, which the caller owns.
    run: ({ x }, { rate, seed }) => {
      const dropped = dropout(x, rate, RandomKey.fromSeed(seed));
      return dropped === x ? x.clone() : dropped;
    },
    check: (got, { x }) => assertFinite(got, x.shape),
  }),

  hostileSpec({
    name: 'meanSquaredError',
    runs: 150,
    valid: fc
      .record({ shape: shapeOfRank(0, 6), x: fill, y: fill })
      .map(({ shape, x, y }) => ({ tensors: { target: float(shape, x), prediction: float(shape, y) }, options: {} })),
    run: ({ target, prediction }) => meanSquaredError(target, prediction),
    check: (got, { target, prediction }) => {
      const squares = mapArray(target, (value, i) => Math.fround(value - prediction.values[i]) ** 2);
      const mean = squares.values.reduce((sum, one) => sum + one / squares.values.length, 0);
      // A square beyond float32 is infinite before the mean could make it smaller.
      const overflows = squares.values.some((one) => one > 1e38);
      return assertRight(got, { shape: [], values: [mean] }, { overflows });
    },
  }),

  hostileSpec({
    name: 'globalNorm',
    runs: 150,
    valid: fc
      .record({ shapes: fc.array(shapeOfRank(0, 5), { minLength: 0, maxLength: 3 }), x: fill })
      .map(({ shapes, x }) => ({
        tensors: Object.fromEntries(shapes.map((shape, i) => [`x${i}`, float(shape, x)])),
        options: {},
      })),
    run: (tensors) => globalNorm(Object.values(tensors)),
    check: (got, given) => {
      const squares = Object.values(given).flatMap(({ values }) => values.map((value) => value * value));
      const total = squares.reduce((sum, one) => sum + one, 0);
      // Squares below 1e-38 have no float32: the norm is then off by up to the root of them.
      const lost = squares.length > 0 ? 1e18 : 1;
      return assertRight(got, { shape: [], values: [Math.sqrt(total)] }, { overflows: total > 1e38, factor: lost });
    },
  }),

  hostileSpec({
    name: 'gradientsByTensors',
    runs: 200,
    covers: ['gradientsByTensors', 'customGradient', 'recompute'],
    valid: fc.record({ shape: shapeOfRank(0, 6), x: fill, cotangent: fill }).map(({ shape, x, cotangent }) => ({
      tensors: { x: float(shape, x, 1e15), cotangent: float(shape, cotangent, 1e15) },
      options: {},
    })),
    run: ({ x, cotangent }) => {
      const f = (): Tensor => recompute((z) => ownOperation(z), [x]);
      const { value, gradients } = gradientsByTensors(f, [x], cotangent);
      return [value, ...gradients];
    },
    check: ([value, gradient]: [ValueAndGradients['value'], Tensor], { x, cotangent }) => {
      assert.deepEqual(value.shape, gradient.shape);
      const slopes = mapArray(x, (one, i) => cotangent.values[i] * (2 * one + 1));
      const slopeTerms = x.values.map((one, i) => Math.abs(cotangent.values[i]) * (2 * Math.abs(one) + 1));
      return Math.max(
        assertRight(value, ownOperation64(x), { terms: ownOperation64(mapArray(x, Math.abs)).values }),
        assertRight(gradient, slopes, { terms: slopeTerms }),
      );
    },
  }),
];
