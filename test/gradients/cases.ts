import { formatShape } from '../../src/engine/shapes.js';
import { crossEntropy } from '../../src/ops/crossEntropy.js';
import { einsum } from '../../src/ops/einsum.js';
import { embeddingLookup } from '../../src/ops/embeddingLookup.js';
import { gelu, geluTanh } from '../../src/ops/gelu.js';
import { layerNorm } from '../../src/ops/layerNorm.js';
import { maskedSoftmax } from '../../src/ops/maskedSoftmax.js';
import { mixHeads } from '../../src/ops/mixHeads.js';
import { rmsNorm } from '../../src/ops/rmsNorm.js';
import { softmax } from '../../src/ops/softmax.js';
import { array, filled, groupsAlong, mapArray, sizeOf, type NdArray } from '../float64/array.js';
import * as oracle from '../float64/crossEntropy.js';
import { einsum as einsum64 } from '../float64/einsum.js';
import { embedding } from '../float64/embedding.js';
import { gelu as gelu64, geluTanh as geluTanh64 } from '../float64/gelu.js';
import { layerNorm as layerNorm64 } from '../float64/layerNorm.js';
import { mixHeads as mixHeads64 } from '../float64/mixHeads.js';
import type { Random } from '../float64/random.js';
import { rmsNorm as rmsNorm64 } from '../float64/rmsNorm.js';
import { softmax as softmax64 } from '../float64/softmax.js';
import { activationCases } from './activationCases.js';
import { caseOf, type GradientCase } from './GradientCase.js';
import { lossCases } from './lossCases.js';
import { einsumShapes } from './einsumShapes.js';
import { positionCases } from './positionCases.js';
import { toBool, toTensor } from './toTensor.js';

/** Shapes and the axes that an operation runs along. */
const AXES: [number[], number[]][] = [
  [[5], [-1]],
  [[3, 4], [0]],
  [[2, 3, 4], [1]],
  [
    [2, 3, 4],
    [-1, 0],
  ],
  [
    [2, 3, 2, 2],
    [1, 3],
  ],
  [[1, 1], [1]],
  [
    [2, 8],
    [0, 1],
  ],
];

/** Cases of every operation with a gradient of its own, but attention. */
export const cases: Record<string, (random: Random) => GradientCase[]> = {
  softmax: (random) =>
    AXES.map(([shape, axes]) =>
      caseOf(
        random,
        `${formatShape(shape)} along ${formatShape(axes)}`,
        [random.normals(shape, 2)],
        ([x]) => softmax(x, axes),
        (field, [x]) => softmax64(field, x, { axes }),
      ),
    ),

  maskedSoftmax: (random) =>
    AXES.flatMap(([shape, axes]) =>
      [shape, shape.map((size, axis) => (axis === 0 ? 1 : size))].map((maskShape) => {
        const mask = mapArray(filled(maskShape, true), () => random.chance(0.6));
        return caseOf(
          random,
          `${formatShape(shape)} along ${formatShape(axes)}, mask ${formatShape(maskShape)}`,
          [random.normals(shape, 2)],
          ([x]) => maskedSoftmax(x, toBool(mask), axes),
          (field, [x]) => softmax64(field, x, { axes, mask }),
        );
      }),
    ),

  layerNorm: (random) =>
    AXES.flatMap(([shape, axes]) =>
      [0, 1, 2].map((numParameters) => {
        const inside = shape.filter((_, axis) => axes.includes(axis) || axes.includes(axis - shape.length));
        const parameters = [0, 1].slice(0, numParameters).map(() => random.normals(inside));
        return caseOf(
          random,
          `${formatShape(shape)} along ${formatShape(axes)}, ${numParameters} parameters`,
          [random.normals(shape), ...parameters],
          ([x, gamma, beta]) => layerNorm(x, { gamma, beta, axis: axes, epsilon: 0.125 }),
          (field, [x, gamma, beta]) => layerNorm64(field, x, { gamma, beta, axes, epsilon: 0.125 }),
        );
      }),
    ),

  rmsNorm: (random) =>
    AXES.flatMap(([shape, axes]) =>
      [false, true].map((scales) => {
        const inside = shape.filter((_, axis) => axes.includes(axis) || axes.includes(axis - shape.length));
        return caseOf(
          random,
          `${formatShape(shape)} along ${formatShape(axes)}, ${scales ? 'scaled' : 'not scaled'}`,
          [random.normals(shape), ...(scales ? [random.normals(inside)] : [])],
          ([x, gamma]) => rmsNorm(x, { gamma, axis: axes, epsilon: 0.125 }),
          (field, [x, gamma]) => rmsNorm64(field, x, { gamma, axes, epsilon: 0.125 }),
        );
      }),
    ),

  gelu: (random) =>
    AXES.map(([shape]) =>
      caseOf(
        random,
        `${formatShape(shape)}`,
        [random.normals(shape, 2)],
        ([x]) => gelu(x),
        (field, [x]) => gelu64(field, x),
      ),
    ),

  geluTanh: (random) =>
    AXES.map(([shape]) =>
      caseOf(
        random,
        `${formatShape(shape)}`,
        [random.normals(shape, 2)],
        ([x]) => geluTanh(x),
        (field, [x]) => geluTanh64(field, x),
      ),
    ),

  crossEntropy: (random) =>
    [[6], [3, 5], [2, 3, 4], [4, 2]].flatMap((shape) =>
      [true, false].flatMap((sparse) =>
        [0, 0.125].flatMap((labelSmoothing) =>
          (sparse ? [undefined, 0, -1] : [undefined]).flatMap((ignoredClass) =>
            (['mean', 'none'] as const).map((reduction) => {
              const target = sparse
                ? labels(random, shape, ignoredClass)
                : distributions(random, shape, labelSmoothing === 0);
              const options = { labelSmoothing, ignoredClass };
              return caseOf(
                random,
                `${formatShape(shape)}, ${JSON.stringify({ sparse, reduction, ...options })}`,
                [random.normals(shape, 2)],
                ([x]) => crossEntropy(x, toTensor(target, sparse ? 'int32' : 'float32'), { ...options, reduction }),
                (field, [x]) => {
                  const rows = oracle.crossEntropy(field, x, target, options);
                  if (reduction === 'none') return rows;
                  const counted = sparse ? target.values.filter((label) => label !== ignoredClass).length : 0;
                  const share = field.constant(1 / Math.max(1, sparse ? counted : rows.values.length));
                  const total = rows.values.reduce(field.add, field.constant(0));
                  return array([], [field.mul(total, share)]);
                },
              );
            }),
          ),
        ),
      ),
    ),

  mixHeads: (random) =>
    (
      [
        [[1, 1, 1], 1],
        [[3, 2, 4], 3],
        [[2, 4, 3, 2], 2],
        [[2, 1, 3, 3], 4],
        [[2, 2, 3, 1, 2], 3],
        [[1, 8, 2, 2], 8],
      ] as [number[], number][]
    ).map(([shape, numMixed]) =>
      caseOf(
        random,
        `${formatShape(shape)} to ${numMixed} heads`,
        [random.normals(shape), random.normals([shape.at(-3)!, numMixed])],
        ([x, weight]) => mixHeads(x, weight),
        (field, [x, weight]) => mixHeads64(field, x, weight),
      ),
    ),

  einsum: (random) =>
    einsumShapes.map(([equation, ...shapes]) =>
      caseOf(
        random,
        `${equation} of ${shapes.map(formatShape).join(', ')}`,
        shapes.map((shape) => random.normals(shape)),
        (tensors) => einsum(equation, ...tensors),
        (field, arrays) => einsum64(field, equation, arrays),
      ),
    ),

  embeddingLookup: (random) =>
    [[1], [7], [2, 3], [3, 0], [], [2, 2, 2]].map((shape) => {
      const ids = mapArray(filled(shape, 0), () => random.integer(0, 3));
      return caseOf(
        random,
        `ids ${formatShape(shape)}`,
        [random.normals([4, 3])],
        ([table]) => embeddingLookup(table, toTensor(ids, 'int32')),
        (_field, [table]) => embedding(table, ids),
      );
    }),

  ...positionCases,
  ...activationCases,
  ...lossCases,
};

/** Labels of the rows of logits, about a third of them the ignored one. */
function labels(random: Random, shape: number[], ignoredClass?: number): NdArray {
  const lead = shape.slice(0, -1);
  const numClasses = shape[shape.length - 1];
  return mapArray(filled(lead, 0), () => {
    const ignored = ignoredClass !== undefined && random.chance(0.3);
    return ignored ? ignoredClass : random.integer(0, numClasses - 1);
  });
}

/** Positive numbers that sum to 1 in each row, or in each but the first. */
function distributions(random: Random, shape: number[], firstIsFree: boolean): NdArray {
  const given = array(
    shape,
    Array.from({ length: sizeOf(shape) }, () => random.uniform()),
  );
  groupsAlong(shape, [-1]).forEach((row, n) => {
    const total = row.reduce((sum, i) => sum + given.values[i], 0);
    if (n > 0 || !firstIsFree) for (const i of row) given.values[i] = Math.fround(given.values[i] / total);
  });
  return given;
}
