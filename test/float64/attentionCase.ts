import { array, sizeOf, type NdArray } from './array.js';
import type { AttentionCotangents } from './attentionGradients.js';
import type { AttentionInputs, AttentionOptions } from './AttentionInputs.js';
import type { Random } from './random.js';

/** Inputs of attention, and weights of its results. */
export interface AttentionCase {
  inputs: AttentionInputs;
  options: AttentionOptions;
  cotangents: AttentionCotangents;
}

/**
 * A small random case of attention: sizes, mixes, mask, causal mask, bias, dropout and cotangents are each there or
 * not. All numbers are float32.
 *
 * @param largest The largest size of an axis.
 */
export function attentionCase(random: Random, largest = 4): AttentionCase {
  const size = (): number => random.integer(1, largest);
  const [b, q, k, h, d, v] = [random.integer(1, 2), size(), size(), size(), size(), size()];
  const mixesBefore = random.chance(0.7);
  const mixesAfter = random.chance(0.7);
  const g = mixesBefore && random.chance(0.3) ? size() : h;
  const p = mixesAfter && random.chance(0.3) ? size() : g;
  const inputs: AttentionInputs = {
    query: random.normals([b, q, h, d]),
    key: random.normals([b, k, h, d]),
    value: random.normals([b, k, p, v]),
  };
  if (mixesBefore) inputs.preSoftmaxWeight = random.normals([h, g]);
  if (mixesAfter) inputs.postSoftmaxWeight = random.normals([g, p]);
  if (random.chance(0.5)) inputs.bias = random.normals(repeatingShape(random, [b, g, q, k]));

  const options: AttentionOptions = { causal: random.chance(0.3), masking: random.oneOf(['robust', 'additive']) };
  if (random.chance(0.3)) options.scale = Math.fround(0.25 + random.uniform());
  if (random.chance(0.6)) options.mask = randomMask(random, repeatingShape(random, [b, g, q, k]));
  if (random.chance(0.4)) options.dropoutMask = randomDropout(random, [b, p, q, k]);

  const cotangents: AttentionCotangents = { output: random.normals([b, q, p, v]) };
  if (random.chance(0.5)) cotangents.scores = random.normals([b, p, q, k]);
  return { inputs, options, cotangents };
}

/** A shape that broadcasts to this one: some leading axes left out, some others of size 1. */
function repeatingShape(random: Random, shape: number[]): number[] {
  return shape.slice(random.integer(0, 2)).map((size) => (random.chance(0.3) ? 1 : size));
}

function randomMask(random: Random, shape: number[]): NdArray<number> | NdArray<boolean> {
  const shows = Array.from({ length: sizeOf(shape) }, () => random.chance(0.6));
  return random.chance(0.5) ? array(shape, shows) : array(shape, shows.map(Number));
}

/** Dropout at rate 1/4, whose factor is a float32 only when rounded. */
function randomDropout(random: Random, shape: number[]): NdArray {
  const kept = Math.fround(1 / (1 - 0.25));
  return array(
    shape,
    Array.from({ length: sizeOf(shape) }, () => (random.chance(0.25) ? 0 : kept)),
  );
}
