import { RandomKey } from '../../../src/engine/random/RandomKey.js';
import { dropoutMask } from '../../../src/ops/dropout.js';
import type { AttentionOptions } from '../../../src/ops/talkingHeadsAttention/AttentionOptions.js';
import {
  dotProductAttention,
  talkingHeadsAttention,
} from '../../../src/ops/talkingHeadsAttention/talkingHeadsAttention.js';
import { array, filled, mapArray, sizeOf, type NdArray } from '../../float64/array.js';
import type { Random } from '../../float64/random.js';
import { toBool, toTensor } from '../../gradients/toTensor.js';
import type { AttentionForm } from './attentionModel.js';
import { numbersOf } from './numbersOf.js';
import type { Feed } from './runOnnx.js';

/** One call of attention, for us and for the judge. */
export interface JudgedAttention {
  /** Names the case in a message. */
  title: string;
  form: AttentionForm;
  /** In the names of the model's inputs. */
  inputs: Record<'query' | 'key' | 'value', NdArray> & { pre?: NdArray; post?: NdArray; bias?: NdArray };
  mask?: NdArray | NdArray<boolean>;
  /** Undefined for the default of `1 / √d`. */
  scale?: number;
  dropout: { rate: number; key: RandomKey };
}

/**
 * A random call: sizes of 1 to 9 (now and then rows of 40), and each option there or not.
 *
 * Inputs are standard normal, mixing weights of variance 1/h as where training starts, so that mixed logits keep about
 * the variance of plain ones.
 */
export function judgedAttention(random: Random, seed: number): JudgedAttention {
  const size = (most: number): number => random.integer(1, most);
  const [b, h, q, d, v] = [size(3), size(6), size(9), size(8), size(8)];
  const k = random.chance(0.1) ? 40 : size(9);
  const [mixes, biased, causal] = [random.chance(0.6), random.chance(0.4), random.chance(0.4)];
  const masking = random.oneOf(['robust', 'robust', 'additive'] as const);
  const mask = random.chance(0.7) ? randomMask(random, [b, h, q, k]) : undefined;
  const inputs: JudgedAttention['inputs'] = {
    query: random.normals([b, q, h, d]),
    key: random.normals([b, k, h, d]),
    value: random.normals([b, k, h, v]),
  };
  if (mixes) [inputs.pre, inputs.post] = [0, 1].map(() => random.normals([h, h], 1 / Math.sqrt(h)));
  if (biased) inputs.bias = random.normals(repeatingShape(random, [b, h, q, k], random.integer(0, 4)));
  const dropout = { rate: random.chance(0.3) ? 0.25 : 0, key: RandomKey.fromSeed(seed) };
  const form: AttentionForm = {
    mixes,
    bias: biased,
    mask: mask && { rank: mask.shape.length, type: isBoolean(mask) ? 'bool' : 'float' },
    causal,
    masking,
    dropout: dropout.rate > 0,
  };
  const scale = random.chance(0.4) ? Math.fround(0.25 + random.uniform()) : undefined;
  const words = { sizes: { b, h, q, k, d, v }, ...form, mask: mask?.shape, scale };
  return { title: `seed ${seed} ${JSON.stringify(words)}`, form, inputs, mask, scale, dropout };
}

/** The mask of rank 2, 3 or 4, bool or numbers; in one of three, rows that show nothing. */
function randomMask(random: Random, scores: number[]): NdArray | NdArray<boolean> {
  const [b, h, q, k] = scores;
  const shape = repeatingShape(
    random,
    random.oneOf([
      [q, k],
      [b, q, k],
      [b, h, q, k],
    ]),
    0,
  );
  const rowLength = shape.at(-1)!;
  const emptyRows = random.chance(0.33);
  const empty = Array.from({ length: sizeOf(shape) / rowLength }, () => emptyRows && random.chance(0.4));
  const shown = mapArray(filled(shape, true), (_, at) => !empty[Math.floor(at / rowLength)] && random.chance(0.65));
  if (random.chance(0.6)) return shown;
  // Quarters: −1e9 times these is a whole number, so that both sides add the same to a logit.
  return mapArray(shown, (shows) => (shows ? random.oneOf([0.75, 1]) : random.oneOf([0, 0.25])));
}

/** A shape that broadcasts to this one: leading axes left out, some others of size 1. */
function repeatingShape(random: Random, shape: number[], leftOut: number): number[] {
  return shape.slice(leftOut).map((size) => (random.chance(0.25) ? 1 : size));
}

/** What the model of the form is given. */
export function feedsOf({ inputs, mask, scale, dropout }: JudgedAttention): Record<string, Feed | undefined> {
  const [b, q, h, d] = inputs.query.shape;
  const [kept] = numbersOf(() => [dropoutMask([b, h, q, inputs.key.shape[1]], dropout.rate, dropout.key)]);
  return {
    ...inputs,
    mask,
    scale: array([], [scale ?? 1 / Math.sqrt(d)]),
    kept: dropout.rate > 0 ? kept : undefined,
  };
}

/** What our attention gives: output and scores, and the output of a call that asks for no scores. */
export function ourAttention(
  { inputs, mask, form, scale, dropout }: JudgedAttention,
  implementation: 'fused' | 'reference' | 'recompute',
): Record<'output' | 'scores' | 'outputAlone', NdArray> {
  const [output, scores, outputAlone] = numbersOf(() => {
    const options: AttentionOptions = {
      implementation,
      causal: form.causal,
      masking: form.masking,
      bias: inputs.bias && toTensor(inputs.bias),
      mask: mask && (isBoolean(mask) ? toBool(mask) : toTensor(mask)),
      scale,
      dropoutRate: dropout.rate,
      randomKey: dropout.key,
    };
    const withScores = { ...options, returnScores: true } as const;
    const [query, key, value] = [inputs.query, inputs.key, inputs.value].map((x) => toTensor(x));
    if (inputs.pre === undefined || inputs.post === undefined) {
      return [...dotProductAttention(query, key, value, withScores), dotProductAttention(query, key, value, options)];
    }
    const all = [query, key, value, toTensor(inputs.pre), toTensor(inputs.post)] as const;
    return [...talkingHeadsAttention(...all, withScores), talkingHeadsAttention(...all, options)];
  });
  return { output, scores, outputAlone };
}

function isBoolean(mask: NdArray | NdArray<boolean>): mask is NdArray<boolean> {
  return typeof mask.values[0] === 'boolean';
}
