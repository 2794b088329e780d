import type { Tensor } from '@tensorflow/tfjs-core';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import { dropoutMask } from '../../src/ops/dropout.js';
import type { AttentionOptions } from '../../src/ops/talkingHeadsAttention/AttentionOptions.js';
import {
  dotProductAttention,
  talkingHeadsAttention,
} from '../../src/ops/talkingHeadsAttention/talkingHeadsAttention.js';
import { array, filled, mapArray, sizeOf, type NdArray } from '../float64/array.js';
import { attention } from '../float64/attention.js';
import { attentionGradients, type AttentionCotangents } from '../float64/attentionGradients.js';
import { attentionTensors, type AttentionInputs } from '../float64/AttentionInputs.js';
import type { AttentionOptions as OracleOptions } from '../float64/AttentionInputs.js';
import { attentionSecondDerivative } from '../float64/attentionSecondDerivative.js';
import { Random } from '../float64/random.js';
import { numbers } from '../float64/scalar.js';
import type { GradientCase } from './GradientCase.js';
import { toBool, toTensor } from './toTensor.js';

/** The kinds of mask that attention is tried with. */
const MASKS = [
  'none',
  '[q, k]',
  '[b, q, k]',
  'per head',
  '[b, 1, 1, k]',
  'float',
  'causal',
  'causal float',
  'empty rows',
];

/** What makes one case differ from the next. */
export interface AttentionVariant {
  mask: string;
  mixes: boolean;
  bias: 'none' | 'repeated' | 'full';
  dropoutRate: number;
  masking: 'robust' | 'additive';
  withScores: boolean;
}

/** Every combination that is comparable: a row with nothing to attend has no additive reference in double precision. */
export const attentionVariants: AttentionVariant[] = MASKS.flatMap((mask) =>
  [true, false].flatMap((mixes) =>
    (['none', 'repeated', 'full'] as const).flatMap((bias) =>
      [0, 0.25].flatMap((dropoutRate) =>
        (['robust', 'additive'] as const).flatMap((masking) =>
          [true, false].map((withScores) => ({ mask, mixes, bias, dropoutRate, masking, withScores })),
        ),
      ),
    ),
  ),
).filter(({ mask, masking }) => mask !== 'empty rows' || masking === 'robust');

/**
 * A random problem of a variant, of random sizes, for one implementation; the same for the same seed.
 *
 * @param largest The largest size of an axis; heads are at most four.
 */
export function attentionGradientCase(
  variant: AttentionVariant,
  implementation: 'reference' | 'recompute',
  seed: number,
  largest = 6,
): GradientCase {
  const { mixes, dropoutRate, masking, withScores } = variant;
  const random = new Random(seed);
  const size = (): number => random.integer(1, largest);
  const [b, q, k, h, d, v] = [random.integer(1, 2), size(), size(), random.integer(1, 4), size(), size()];
  const scores = [b, h, q, k];
  const inputs: AttentionInputs = {
    query: random.normals([b, q, h, d]),
    key: random.normals([b, k, h, d]),
    value: random.normals([b, k, h, v]),
  };
  if (mixes) {
    inputs.preSoftmaxWeight = random.normals([h, h]);
    inputs.postSoftmaxWeight = random.normals([h, h]);
  }
  if (variant.bias !== 'none') inputs.bias = random.normals(variant.bias === 'full' ? scores : [h, 1, k]);
  const cotangents: AttentionCotangents = { output: random.normals([b, q, h, v]) };
  if (withScores) cotangents.scores = random.normals(scores);

  const mask = randomMask(random, variant, scores);
  const causal = variant.mask.startsWith('causal');
  const scale = random.chance(0.3) ? 0.5 : undefined;
  const randomKey = RandomKey.fromSeed(seed);
  const oracle: OracleOptions = { mask: mask && broadcastable(mask), causal, masking, scale };
  if (dropoutRate > 0) oracle.dropoutMask = dropoutFactors(scores, dropoutRate, randomKey);
  const names = attentionTensors(inputs);
  const inOrder = (named: AttentionInputs): NdArray[] => names.map((name) => named[name]!);
  return {
    title: `${JSON.stringify(variant)}, seed ${seed}, ${implementation}`,
    inputs: inOrder(inputs),
    cotangents: withScores ? [cotangents.output, cotangents.scores!] : [cotangents.output],
    results: (tensors) => {
      const named = Object.fromEntries(names.map((name, i) => [name, tensors[i]]));
      const given = mask && (isBool(mask) ? toBool(mask) : toTensor(mask));
      const options = { mask: given, causal, masking, scale, dropoutRate, randomKey, implementation };
      return apply(named, { ...options, bias: named.bias }, withScores);
    },
    results64: () => {
      const results = attention(numbers, inputs, oracle);
      return withScores ? [results.output, results.scores] : [results.output];
    },
    gradients64: () => inOrder(attentionGradients(numbers, inputs, cotangents, oracle)),
    seconds64: (directions) => {
      const named = Object.fromEntries(names.map((name, i) => [name, directions[i]]));
      return inOrder(attentionSecondDerivative(inputs, cotangents, named, oracle));
    },
  };
}

function apply(tensors: Record<string, Tensor>, options: AttentionOptions, withScores: boolean): Tensor[] {
  const { query, key, value, preSoftmaxWeight: pre, postSoftmaxWeight: post } = tensors;
  if (pre === undefined) {
    if (withScores) return dotProductAttention(query, key, value, { ...options, returnScores: true });
    return [dotProductAttention(query, key, value, options)];
  }
  if (withScores) return talkingHeadsAttention(query, key, value, pre, post, { ...options, returnScores: true });
  return [talkingHeadsAttention(query, key, value, pre, post, options)];
}

type Mask = NdArray<boolean> | NdArray;

function isBool(mask: Mask): mask is NdArray<boolean> {
  return typeof mask.values[0] === 'boolean';
}

/** Shows at least the first key to every query, unless rows may be empty. */
function randomMask(random: Random, { mask, masking }: AttentionVariant, scores: number[]): Mask | undefined {
  const [b, h, q, k] = scores;
  const shapes: Record<string, number[]> = {
    '[q, k]': [q, k],
    '[b, q, k]': [b, q, k],
    'per head': [b, h, q, k],
    '[b, 1, 1, k]': [b, 1, 1, k],
    float: [b, 1, q, k],
    'causal float': [q, k],
    'empty rows': [b, h, q, k],
  };
  const shape = shapes[mask];
  if (shape === undefined) return undefined;
  const emptyRows = Array.from({ length: sizeOf(shape) / k }, () => mask === 'empty rows' && random.chance(0.5));
  const shown = mapArray(
    filled(shape, true),
    (_, at) => !emptyRows[Math.floor(at / k)] && (at % k === 0 || random.chance(0.6)),
  );
  if (!mask.includes('float')) return shown;
  // With additive masking and a causal mask, a fraction counts as true: only zeros and ones mean the same to all.
  const [hidden, seen] = masking === 'robust' ? [0.25, 0.75] : [0, 1];
  return mapArray(shown, (shows) => (shows ? seen : hidden));
}

/** `[b, q, k]` as `[b, 1, q, k]`; other ranks broadcast as they are. */
function broadcastable(mask: Mask): Mask {
  if (mask.shape.length !== 3) return mask;
  return { ...mask, shape: [mask.shape[0], 1, ...mask.shape.slice(1)] };
}

function dropoutFactors(shape: number[], rate: number, key: RandomKey): NdArray {
  const factors = dropoutMask(shape, rate, key);
  const values = array(shape, factors.dataSync());
  factors.dispose();
  return values;
}
