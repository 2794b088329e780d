import type { Tensor } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import {
  crossEntropy,
  einsum,
  embeddingLookup,
  layerNorm,
  mixHeads,
  type CrossEntropyOptions,
} from '../../src/index.js';
import { mapArray, sizeOf, type NdArray } from '../float64/array.js';
import { crossEntropy as crossEntropy64 } from '../float64/crossEntropy.js';
import { einsum as einsum64 } from '../float64/einsum.js';
import { embedding } from '../float64/embedding.js';
import { layerNorm as layerNorm64 } from '../float64/layerNorm.js';
import { mixHeads as mixHeads64 } from '../float64/mixHeads.js';
import { numbers } from '../float64/scalar.js';
import { einsumShapes } from '../gradients/einsumShapes.js';
import { largest } from '../helpers/assertClose.js';
import { assertRight, LARGEST_FLOAT32 } from './assertRight.js';
import { hostileSpec, type HostileSpec } from './HostileSpec.js';
import { fill, float, ids, shapeOfRank, size } from './TensorSpec.js';

const sizes = (x: NdArray): NdArray => mapArray(x, Math.abs);

/** Operands of an equation of `test/gradients`, whose sizes are drawn anew: equal ones stay equal. */
const einsumCall = fc
  .record({
    chosen: fc.constantFrom(...einsumShapes),
    drawn: fc.array(size, { minLength: 6, maxLength: 6 }),
    fills: fc.array(fill, { minLength: 4, maxLength: 4 }),
  })
  .map(({ chosen: [equation, ...shapes], drawn, fills }) => {
    // A size of 1 stretches under an ellipsis and must stay.
    const resized = shapes.map((shape) => shape.map((one) => (one === 1 ? 1 : drawn[one])));
    const tensors = Object.fromEntries(resized.map((shape, i) => [`operand ${i}`, float(shape, fills[i])]));
    return { tensors, options: { equation } };
  });

const EQUATIONS = [
  '',
  'ij',
  'i.j->i',
  'ij,jk->ik->',
  'ij->ij1',
  'ii->ii',
  '...,...->',
  'i->j',
  'ab,bc,cd,de,ef->af',
  '->',
];

/** Operations that are held to their definition in double precision; attention is in `attentionSpec.ts`. */
export const opSpecs: HostileSpec[] = [
  hostileSpec<{ equation: string }>({
    name: 'einsum',
    runs: 700,
    valid: einsumCall,
    hostile: { equation: EQUATIONS },
    run: (operands, { equation }) => einsum(equation, ...Object.values(operands)),
    check: (got, given, { equation }) => {
      const operands = Object.values(given);
      const terms = einsum64(numbers, equation, operands.map(sizes));
      const factor = operands.reduce((product, { values }) => product * Math.max(1, largest(values)), 1);
      const overflows = operands.length > 2 && factor * numTerms(operands) > LARGEST_FLOAT32;
      return assertRight(got, einsum64(numbers, equation, operands), {
        terms: terms.values,
        overflows,
        factor: operands.length > 2 ? factor : 1,
      });
    },
  }),

  hostileSpec({
    name: 'mixHeads',
    runs: 400,
    valid: fc
      .record({ lead: shapeOfRank(0, 4), h: size, g: size, q: size, k: size, x: fill, w: fill })
      .map(({ lead, h, g, q, k, x, w }) => {
        const scores = [...lead.map((one) => Math.min(one, 2)), h, q, k];
        return { tensors: { scores: float(scores, x), weight: float([h, g], w) }, options: {} };
      }),
    run: ({ scores, weight }) => mixHeads(scores, weight),
    check: (got, { scores, weight }) => {
      const terms = mixHeads64(numbers, sizes(scores), sizes(weight));
      return assertRight(got, mixHeads64(numbers, scores, weight), { terms: terms.values });
    },
  }),

  hostileSpec<CrossEntropyOptions>({
    name: 'crossEntropy',
    runs: 600,
    valid: fc
      .record({
        lead: shapeOfRank(0, 3),
        classes: fc.integer({ min: 1, max: 5 }),
        sparse: fc.boolean(),
        logits: fill,
        target: fill,
        options: fc.record({
          labelSmoothing: fc.constantFrom(undefined, 0, 0.125, 1),
          reduction: fc.constantFrom(undefined, 'mean' as const, 'none' as const),
          ignoredClass: fc.constantFrom(undefined, undefined, 0, -1),
        }),
      })
      .map(({ lead, classes, sparse, logits, target, options }) => ({
        tensors: {
          logits: float([...lead, classes], logits),
          target: sparse
            ? ids(lead, classes, target.seed)
            : // Of weights that are no distribution smoothing has two meanings.
              options.labelSmoothing
              ? float([...lead, classes], { ...target, kind: 'distribution' })
              : float([...lead, classes], target, 1),
        },
        options: sparse ? options : { ...options, ignoredClass: undefined },
      })),
    hostile: {
      labelSmoothing: [-0.1, 1.5, NaN, Infinity, '0'],
      reduction: ['sum', '', 3],
      ignoredClass: [0, 0.5, NaN, -5],
    },
    run: ({ logits, target }, options) => crossEntropy(logits, target, options),
    check: (got, { logits, target }, options) => {
      const { reduction = 'mean', ignoredClass, labelSmoothing } = options;
      const rows = crossEntropy64(numbers, logits, target, { ignoredClass, labelSmoothing });
      const terms = crossEntropyTerms(logits, target);
      if (reduction === 'none') return assertRight(got, rows, { terms });
      const sparse = target.shape.length < logits.shape.length;
      const counted = rows.values.filter((_, i) => !sparse || target.values[i] !== ignoredClass);
      const mean = (values: number[]): number =>
        values.reduce((sum, one) => sum + one, 0) / Math.max(1, counted.length);
      return assertRight(got, { shape: [], values: [mean(rows.values)] }, { terms: [mean(terms)] });
    },
  }),

  hostileSpec<{ axis?: number | number[]; epsilon?: number }>({
    name: 'layerNorm',
    runs: 600,
    valid: fc
      .record({
        shape: shapeOfRank(1, 6),
        parameters: fc.integer({ min: 0, max: 2 }),
        fills: fc.tuple(fill, fill, fill),
        axis: fc.constantFrom('last', 'first', 'all'),
        epsilon: fc.constantFrom(undefined, 1e-12, 1e-5, 1),
      })
      .map(({ shape, parameters, fills, axis, epsilon }) => {
        const axes = { last: [shape.length - 1], first: [0], all: shape.map((_, i) => i) }[axis];
        const inside = axes.map((one) => shape[one]);
        const named = ['gamma', 'beta'].slice(0, parameters).map((name, i) => [name, float(inside, fills[i + 1], 1e6)]);
        return {
          tensors: { x: float(shape, fills[0]), ...(Object.fromEntries(named) as object) },
          options: { axis: axis === 'last' ? undefined : axes, epsilon },
        };
      }),
    hostile: { axis: [7, -8, 0.5, [0, 0], [], 'x'], epsilon: [-1, NaN, Infinity, '1'] },
    run: ({ x, gamma, beta }: Record<string, Tensor>, { axis, epsilon }) =>
      layerNorm(x, { gamma, beta, axis, epsilon }),
    check: (got, { x, gamma, beta }, { axis = -1, epsilon }) => {
      const want = layerNorm64(numbers, x, { gamma, beta, axes: [axis].flat(), epsilon });
      return assertRight(got, want, { terms: [gamma, beta].flatMap((one) => one?.values ?? []) });
    },
  }),

  hostileSpec({
    name: 'embeddingLookup',
    runs: 200,
    valid: fc
      .record({ vocabulary: fc.integer({ min: 1, max: 5 }), width: size, shape: shapeOfRank(0, 6), table: fill })
      .map(({ vocabulary, width, shape, table }) => ({
        tensors: { table: float([vocabulary, width], table), ids: ids(shape, vocabulary, table.seed) },
        options: {},
      })),
    run: ({ table, ids }) => embeddingLookup(table, ids),
    check: (got, { table, ids }) => assertRight(got, embedding(table, ids)),
  }),
];

function numTerms(operands: NdArray[]): number {
  return operands.reduce((product, { shape }) => product * Math.max(1, sizeOf(shape)), 1);
}

/** Of each row the differences of logits, which its loss is a sum of. */
function crossEntropyTerms(logits: NdArray, target: NdArray): number[] {
  const classes = logits.shape.at(-1)!;
  const sparse = target.shape.length < logits.shape.length;
  return Array.from({ length: logits.values.length / classes }, (_, row) => {
    const x = logits.values.slice(row * classes, (row + 1) * classes);
    const weight = sparse ? 1 : x.reduce((sum, _, c) => sum + Math.abs(target.values[row * classes + c]), 0);
    return weight * (Math.max(...x) - Math.min(...x) + Math.log(classes));
  });
}
