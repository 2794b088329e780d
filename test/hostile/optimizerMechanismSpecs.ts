import { assert } from 'chai';
import fc from 'fast-check';
import { Adam, decodeOptimizer, encodeOptimizer } from '../../src/index.js';
import { ListModule } from '../helpers/ListModule.js';
import { assertFinite } from './assertRight.js';
import { hostileSpec, type HostileSpec } from './HostileSpec.js';
import { fill, float, shapeOfRank } from './TensorSpec.js';

/** Squares of gradients up to this are float32. */
const LARGEST = 1e15;
const NUMBERS = [-1, NaN, Infinity, 1e39, '1', null];
const COUNTS = [0, -1, 0.5, NaN, '2', null];

interface Resumed {
  config: Record<string, unknown>;
  /** Of the optimizer that the state is read by. */
  other?: Record<string, unknown>;
  /** Bytes that are left of the file. */
  length?: number;
  calls: number;
}

/** Optimizers with all that surrounds a rule, saved and loaded between two calls. */
export const optimizerMechanismSpecs: HostileSpec[] = [
  hostileSpec<Resumed>({
    name: 'optimizers around their rule',
    runs: 200,
    covers: ['Adam', 'encodeOptimizer', 'decodeOptimizer'],
    valid: fc
      .record({
        config: fc.constantFrom(
          {},
          { clipValue: 0.5 },
          { clipNorm: 1, learningRates: { '**': 0.5 } },
          { useEma: true, emaOverwriteFrequency: 2, weightDecay: 0.1 },
          { gradientAccumulationSteps: 2, globalClipNorm: 1, useEma: true },
        ),
        calls: fc.integer({ min: 0, max: 3 }),
        shape: shapeOfRank(0, 4),
        value: fill,
        gradient: fill,
      })
      .map(({ config, calls, shape, value, gradient }) => ({
        tensors: { value: float(shape, value, LARGEST), gradient: float(shape, gradient, LARGEST) },
        options: { config, calls },
      })),
    hostile: {
      config: [
        ...NUMBERS.flatMap((one) => [{ clipValue: one }, { clipNorm: one }, { learningRates: { '**': one } }]),
        ...COUNTS.flatMap((one) => [{ emaOverwriteFrequency: one }, { gradientAccumulationSteps: one }]),
        ...[{ useEma: 1 }, { emaMomentum: 2 }, { clipNorm: 1, clipValue: 1 }, { learningRates: [1] }],
      ],
      other: [{ useEma: true }, { useEma: false, gradientAccumulationSteps: 1 }],
      length: [0, 8, 100],
    },
    run: ({ value, gradient }, { config, other = config, length, calls }) => {
      const module = new ListModule([value.clone()]);
      try {
        const optimizer = new Adam(config);
        const resumed = new Adam(other);
        try {
          for (let call = 0; call < calls; call++) optimizer.apply(module, new Map([['list.0', gradient]]));
          const bytes = encodeOptimizer(optimizer);
          decodeOptimizer(resumed, module, bytes.slice(0, length));
          assert.deepEqual(encodeOptimizer(resumed), bytes);
          resumed.apply(module, new Map([['list.0', gradient]]));
          return module.list[0].value.clone();
        } finally {
          optimizer.dispose();
          resumed.dispose();
        }
      } finally {
        module.dispose();
      }
    },
    check: (got, { value }) => assertFinite(got, value.shape),
  }),
];
