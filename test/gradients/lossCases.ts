import { tidy } from '@tensorflow/tfjs-core';
import { formatShape } from '../../src/engine/shapes.js';
import { getLoss } from '../../src/losses/index.js';
import { array, filled, mapArray, sizeOf, type NdArray } from '../float64/array.js';
import { constants } from '../float64/derivatives.js';
import { losses, reduced, type LossConfig } from '../float64/losses.js';
import type { Random } from '../float64/random.js';
import { caseOf, type GradientCase } from './GradientCase.js';
import { toTensor } from './toTensor.js';

type Draw = (random: Random, shape: number[]) => NdArray;

const SHAPES = [
  [3, 4],
  [2, 2, 3],
];

const normals: Draw = (random, shape) => random.normals(shape, 1.5);
/** In [0.05, 0.95): nothing is cut. */
const probabilities: Draw = (random, shape) =>
  mapArray(filled(shape, 0), () => Math.fround(0.05 + 0.9 * random.uniform()));
const yesOrNo: Draw = (random, shape) => mapArray(filled(shape, 0), () => Number(random.chance(0.4)));

/** Cases of a loss whose target has a gradient too. */
function ofBoth(className: string, configs: LossConfig[], drawTarget: Draw, drawPrediction: Draw) {
  return (random: Random): GradientCase[] =>
    combine(configs, (config, shape, reduction) => {
      const weights = weightsOf(random, shape.toSpliced(Number(config.axis ?? -1), 1));
      return caseOf(
        random,
        `${formatShape(shape)}, ${JSON.stringify({ ...config, reduction })}`,
        [drawTarget(random, shape), drawPrediction(random, shape)],
        ([t, x]) => tidy(() => getLoss({ className, config: { ...config, reduction } }).call(t, x, toTensor(weights))),
        (field, [t, x]) => reduced(field, losses(field, className, [t, x], config), weights, reduction),
      );
    });
}

/** Cases of a loss of labels. */
function ofLabels(configs: LossConfig[]) {
  const className = 'SparseCategoricalCrossentropy';
  return (random: Random): GradientCase[] =>
    combine(configs, (config, shape, reduction) => {
      const lead = shape.slice(0, -1);
      const weights = weightsOf(random, lead);
      const labels = mapArray(filled(lead, 0), () => random.integer(0, shape.at(-1)! - 1));
      const ones = array(
        shape,
        labels.values.flatMap((label) => filled([shape.at(-1)!], 0).values.with(label, 1)),
      );
      const drawn = (config.fromLogits ? normals : probabilities)(random, shape);
      return caseOf(
        random,
        `${formatShape(shape)}, ${JSON.stringify({ ...config, reduction })}`,
        [drawn],
        ([x]) =>
          tidy(() => {
            const loss = getLoss({ className, config: { ...config, reduction } });
            return loss.call(toTensor(labels, 'int32'), x, toTensor(weights));
          }),
        (field, [x]) =>
          reduced(field, losses(field, className, [constants(field, ones), x], config), weights, reduction),
      );
    });
}

/** Cases of a loss of logits, into whose target no gradient flows. */
function ofLogits(className: string, configs: LossConfig[]) {
  return (random: Random): GradientCase[] =>
    combine(configs, (config, shape, reduction) => {
      const weights = weightsOf(random, shape.slice(0, -1));
      const target = probabilities(random, shape);
      return caseOf(
        random,
        `${formatShape(shape)}, ${JSON.stringify({ ...config, reduction })}`,
        [normals(random, shape)],
        ([x]) =>
          tidy(() =>
            getLoss({ className, config: { ...config, reduction } }).call(toTensor(target), x, toTensor(weights)),
          ),
        (field, [x]) =>
          reduced(field, losses(field, className, [constants(field, target), x], config), weights, reduction),
      );
    });
}

function combine(
  configs: LossConfig[],
  make: (config: LossConfig, shape: number[], reduction: string) => GradientCase,
): GradientCase[] {
  return configs.flatMap((config) =>
    SHAPES.flatMap((shape) => ['meanOverBatch', 'sum', 'none'].map((reduction) => make(config, shape, reduction))),
  );
}

function weightsOf(random: Random, shape: number[]): NdArray {
  return array(
    shape,
    Array.from({ length: sizeOf(shape) }, () => random.uniform()),
  );
}

const LOGITS = { fromLogits: true };

/** Cases of every loss. */
export const lossCases: Record<string, (random: Random) => GradientCase[]> = {
  MeanSquaredError: ofBoth('MeanSquaredError', [{}], normals, normals),
  MeanAbsoluteError: ofBoth('MeanAbsoluteError', [{}], normals, normals),
  Huber: ofBoth('Huber', [{ delta: 0.75 }], normals, normals),
  LogCosh: ofBoth('LogCosh', [{}], normals, normals),
  CosineSimilarity: ofBoth('CosineSimilarity', [{ axis: -1 }, { axis: 0 }], normals, normals),
  KLDivergence: ofBoth('KLDivergence', [{}], probabilities, probabilities),
  SparseCategoricalCrossentropy: ofLabels([LOGITS, {}]),
  'CategoricalCrossentropy of logits': ofLogits('CategoricalCrossentropy', [
    LOGITS,
    { ...LOGITS, labelSmoothing: 0.1 },
  ]),
  'CategoricalCrossentropy of probabilities': ofBoth(
    'CategoricalCrossentropy',
    [{}, { labelSmoothing: 0.1 }],
    probabilities,
    probabilities,
  ),
  'BinaryCrossentropy of logits': ofBoth(
    'BinaryCrossentropy',
    [LOGITS, { ...LOGITS, labelSmoothing: 0.25 }],
    yesOrNo,
    normals,
  ),
  'BinaryCrossentropy of probabilities': ofBoth('BinaryCrossentropy', [{}], probabilities, probabilities),
  'BinaryFocalCrossentropy of logits': ofBoth(
    'BinaryFocalCrossentropy',
    [
      { ...LOGITS, gamma: 2 },
      { ...LOGITS, gamma: 0.5, applyClassBalancing: true, alpha: 0.3 },
    ],
    yesOrNo,
    normals,
  ),
  'BinaryFocalCrossentropy of probabilities': ofBoth(
    'BinaryFocalCrossentropy',
    [{ gamma: 3, labelSmoothing: 0.1 }],
    probabilities,
    probabilities,
  ),
};
