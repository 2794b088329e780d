import type { Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import fc from 'fast-check';
import { getMetric } from '../../src/index.js';
import { hostileSpec, type HostileSpec } from './HostileSpec.js';
import { fill, float, ids, shapeOfRank, type TensorSpec } from './TensorSpec.js';

interface Options {
  className: string;
  config: Record<string, unknown>;
}

type TargetOf = (shape: number[], seed: number) => TensorSpec;

/** A metric of a batch: its result lies in a range, or is NaN where there is nothing to say. */
function metricSpec(
  className: string,
  configs: Record<string, unknown>[],
  [low, high]: [number, number],
  targetOf: TargetOf,
): HostileSpec {
  return hostileSpec<Options>({
    name: `${className} metric`,
    runs: 60,
    covers: ['getMetric', className],
    valid: fc
      .record({
        shape: shapeOfRank(1, 4),
        x: fill,
        seed: fc.nat({ max: 2 ** 31 }),
        config: fc.constantFrom(...configs),
      })
      .map(({ shape, x, seed, config }) => ({
        tensors: { target: targetOf(shape, seed), prediction: float(shape, x) },
        options: { className, config },
      })),
    hostile: { config: [{ threshold: NaN }, { k: 0 }, { average: 'none' }, { ignoreClass: 'x' }, { other: 1 }, null] },
    run: ({ target, prediction }, options) => {
      const metric = getMetric(options);
      metric.update(target, prediction);
      const once = metric.result();
      // The same examples again: no mean, share or correlation changes.
      metric.update(target, prediction);
      return [once, metric.result()];
    },
    check: ([once, twice]: [number, number]) => {
      assert.isTrue(Number.isNaN(once) || (once >= low && once <= high), `result ${once}`);
      const same =
        Object.is(once, twice) || Math.abs(once - twice) <= 1e-9 * Math.abs(once) || className === 'Perplexity';
      // Two examples alike make a correlation of what was none; rounding may make one where all are nearly constant.
      assert.isTrue(same || className.endsWith('Correlation'), `${once}, then ${twice}`);
    },
  });
}

const labels: TargetOf = (shape, seed) => ids(shape.slice(0, -1), shape.at(-1)!, seed);
const zeros: TargetOf = (shape, seed) => float(shape, { kind: 'zero', seed });
const numbers: TargetOf = (shape, seed) => float(shape, { kind: 'mixed', seed });

/** Every metric. */
export const metricSpecs: HostileSpec[] = [
  metricSpec('SparseCategoricalAccuracy', [{}], [0, 1], labels),
  metricSpec('TopKAccuracy', [{ k: 1 }, { k: 5 }], [0, 1], labels),
  metricSpec('Perplexity', [{}, { ignoreClass: 0 }], [1, Infinity], labels),
  metricSpec('CategoricalAccuracy', [{}], [0, 1], numbers),
  metricSpec('BinaryAccuracy', [{}, { threshold: 0 }], [0, 1], zeros),
  metricSpec('Precision', [{}], [0, 1], zeros),
  metricSpec('Recall', [{}], [0, 1], zeros),
  metricSpec('F1Score', [{}, { average: 'macro' }, { average: 'micro', threshold: 0 }], [0, 1], zeros),
  metricSpec('MatthewsCorrelation', [{}], [-1, 1], zeros),
  metricSpec('PearsonCorrelation', [{}], [-1, 1], numbers),
  metricSpec('SpearmanCorrelation', [{}], [-1, 1], numbers),
  hostileSpec<Options>({
    name: 'Mean metric',
    runs: 60,
    covers: ['getMetric', 'Mean'],
    valid: fc
      .record({ shape: shapeOfRank(0, 4), x: fill })
      .map(({ shape, x }) => ({ tensors: { x: float(shape, x) }, options: { className: 'Mean', config: {} } })),
    hostile: { config: [{ other: 1 }, 3] },
    run: ({ x }, options) => {
      const mean = getMetric(options);
      (mean.update as (values: Tensor) => void).call(mean, x);
      return mean.result();
    },
    check: (got: number, { x: { values } }) => {
      if (values.length === 0) return assert.isNaN(got);
      const want = values.reduce((sum, one) => sum + one, 0) / values.length;
      assert.approximately(got, want, 1e-12 * values.reduce((sum, one) => sum + Math.abs(one), 0));
    },
  }),
];
