import { assert } from 'chai';
import type { Tensor } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { alignLeading } from '../../src/engine/alignLeading.js';
import { elu, geglu, getLoss, mish, silu, swiglu } from '../../src/index.js';
import { elementwise, elu as elu64, gated, mish as mish64, silu as silu64 } from '../float64/activations.js';
import { array, broadcastTo, mapArray, type NdArray } from '../float64/array.js';
import { losses, reduced } from '../float64/losses.js';
import { numbers } from '../float64/scalar.js';
import { assertFinite, assertRight } from './assertRight.js';
import { hostileSpec, type HostileSpec } from './HostileSpec.js';
import { fill, float, ids, shapeOfRank, type TensorSpec } from './TensorSpec.js';

const element = (
  name: string,
  f: (x: Tensor) => Tensor,
  definition: (x: NdArray) => NdArray,
  terms?: number,
): HostileSpec =>
  hostileSpec({
    name,
    runs: 100,
    valid: fc
      .record({ shape: shapeOfRank(0, 6), x: fill })
      .map(({ shape, x }) => ({ tensors: { x: float(shape, x) }, options: {} })),
    run: ({ x }) => f(x),
    check: (got, { x }) => assertRight(got, definition(x), { terms: terms === undefined ? [] : [terms] }),
  });

const gate = (name: 'swiglu' | 'geglu', f: (x: Tensor) => Tensor): HostileSpec =>
  hostileSpec({
    name,
    runs: 100,
    valid: fc
      .record({ shape: shapeOfRank(1, 6), x: fill })
      .map(({ shape, x }) => ({ tensors: { x: float([...shape.slice(0, -1), 4], x, 1e15) }, options: {} })),
    run: ({ x }) => f(x),
    check: (got, { x }) => {
      const sizes = mapArray(x, Math.abs);
      return assertRight(got, gated(numbers, x, name), { terms: gated(numbers, sizes, name).values, factor: 1e15 });
    },
  });

interface Options {
  className: string;
  config: Record<string, unknown>;
}

const REDUCTIONS = ['meanOverBatch', 'sum', 'none'];
const weight = fc.nat({ max: 2 ** 31 });

/** Errors whose squares and sums stay within float32. */
const LARGEST = 1e15;

function regression(className: string, config: Record<string, unknown>): HostileSpec {
  return hostileSpec<Options>({
    name: `${className} loss`,
    runs: 80,
    covers: ['getLoss', className],
    valid: fc
      .record({ shape: shapeOfRank(1, 5), target: fill, x: fill, weight, reduction: fc.constantFrom(...REDUCTIONS) })
      .map(({ shape, target, x, weight, reduction }) => ({
        tensors: {
          target: float(shape, target, LARGEST),
          x: float(shape, x, LARGEST),
          weight: float(shape.slice(0, -1), { kind: 'ordinary', seed: weight }),
        },
        options: { className, config: { ...config, reduction } },
      })),
    hostile: { config: [{ reduction: 'mean' }, { delta: -1 }, { axis: 9 }, { other: 1 }, null, 3, []] },
    run: ({ target, x, weight }, options) => getLoss(options).call(target, x, weight),
    check: (got, { target, x, weight }, { config }) => {
      const { reduction = 'meanOverBatch' } = config as { reduction?: string };
      const errors = mapArray(target, (one, i) => Math.fround(x.values[i] - one));
      const each = losses(numbers, className, [mapArray(target, () => 0), errors], { delta: 1 });
      if (each.values.length === 0 && reduction === 'meanOverBatch') return assertRight(got, array([], [0]));
      const aligned = alignLeading(className, 'weight', weight.shape, each.shape);
      const weights = broadcastTo(array(aligned, weight.values), each.shape);
      const terms = reduced(numbers, each, mapArray(weights, Math.abs), reduction).values;
      return assertRight(got, reduced(numbers, each, weights, reduction), { terms });
    },
  });
}

/** Predictions that stand for anything: what comes out is finite, and of the right shape. */
function entropy(
  className: string,
  configs: Record<string, unknown>[],
  targetOf: (shape: number[], seed: number) => TensorSpec,
): HostileSpec {
  return hostileSpec<Options>({
    name: `${className} loss`,
    runs: 120,
    covers: ['getLoss', className],
    valid: fc
      .record({
        shape: shapeOfRank(1, 5),
        x: fill,
        seed: fc.nat({ max: 2 ** 31 }),
        config: fc.constantFrom(...configs),
        reduction: fc.constantFrom(...REDUCTIONS),
      })
      .map(({ shape, x, seed, config, reduction }) => ({
        tensors: { target: targetOf(shape, seed), x: float(shape, x, 1e30) },
        options: { className, config: { ...config, reduction } },
      })),
    hostile: { config: [{ fromLogits: 1 }, { labelSmoothing: 2 }, { gamma: -1 }, { ignoreClass: 0.5 }, null] },
    run: ({ target, x }, options) => getLoss(options).call(target, x),
    check: (got: Tensor, { x }, { config }) => {
      assertFinite(got, config.reduction === 'none' ? x.shape.slice(0, -1) : []);
      // No distribution is closer to the truth than the truth, but where probabilities are cut, or are none.
      if (config.fromLogits === true) assert.isTrue(Array.from(got.dataSync()).every((loss) => loss >= -1e-5));
    },
  });
}

const distribution = (shape: number[], seed: number): TensorSpec => float(shape, { kind: 'distribution', seed });

/** Losses, and the activations that are held to a definition. */
export const lossSpecs: HostileSpec[] = [
  element('silu', silu, (x) => elementwise(silu64)(numbers, x)),
  element('mish', mish, (x) => mapArray(x, (one) => (one > 40 ? one : mish64(numbers, one)))),
  element('elu', elu, (x) => elementwise(elu64)(numbers, x), 1e-1),
  gate('swiglu', swiglu),
  gate('geglu', geglu),
  regression('MeanSquaredError', {}),
  regression('MeanAbsoluteError', {}),
  regression('Huber', { delta: 1 }),
  entropy('LogCosh', [{}], (shape, seed) => float(shape, { kind: 'mixed', seed })),
  entropy('CosineSimilarity', [{}], (shape, seed) => float(shape, { kind: 'mixed', seed })),
  entropy('KLDivergence', [{}], distribution),
  entropy('SparseCategoricalCrossentropy', [{}, { fromLogits: true }, { ignoreClass: 0 }], (shape, seed) =>
    ids(shape.slice(0, -1), shape.at(-1)!, seed),
  ),
  entropy('CategoricalCrossentropy', [{}, { fromLogits: true }, { labelSmoothing: 0.1 }], distribution),
  entropy('BinaryCrossentropy', [{}, { fromLogits: true }, { labelSmoothing: 0.1 }], distribution),
  entropy(
    'BinaryFocalCrossentropy',
    [{}, { fromLogits: true, gamma: 0.5 }, { applyClassBalancing: true }],
    distribution,
  ),
];
