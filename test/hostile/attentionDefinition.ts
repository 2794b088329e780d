import { filled, mapArray, offsetAt, indexAt, type NdArray } from '../float64/array.js';
import { attention } from '../float64/attention.js';
import type { AttentionInputs } from '../float64/AttentionInputs.js';
import { einsum } from '../float64/einsum.js';
import { mixHeads } from '../float64/mixHeads.js';
import { numbers } from '../float64/scalar.js';
import { softmax } from '../float64/softmax.js';
import { largest } from '../helpers/assertClose.js';

/** Options of a call of attention, all of them given. */
export interface DefinedOptions {
  causal: boolean;
  masking: 'robust' | 'additive';
  scale: number;
  /** Broadcastable to the scores. */
  mask?: NdArray;
  /** Factor of each score. */
  dropoutMask?: NdArray;
}

/** Results, and for each value the sum of the sizes of its terms. */
export interface DefinedAttention {
  output: NdArray;
  scores: NdArray;
  terms: { output: NdArray; scores: NdArray };
  /** Whether a logit is too large for float32. */
  overflows: boolean;
}

/**
 * Attention in double precision, for numbers of any size.
 *
 * Logits are the ones that a float32 tensor can hold: each of the steps that the definition names (product, scale, mix,
 * bias, additive mask) is rounded to float32. Of logits of a million, whose neighbours in float32 are 1/16 apart, the
 * softmax would else be that of other numbers. Where rounding moves no logit by more than 1e-6, none is rounded.
 */
export function attentionDefinition(inputs: AttentionInputs, options: DefinedOptions): DefinedAttention {
  const { value, postSoftmaxWeight } = inputs;
  const { weights, overflows } = attentionWeights(inputs, options);
  const mixed = (x: NdArray, weight?: NdArray): NdArray => (weight === undefined ? x : mixHeads(numbers, x, weight));
  const scores = mixed(weights, postSoftmaxWeight);
  const sizes = mixed(weights, postSoftmaxWeight && mapArray(postSoftmaxWeight, Math.abs));
  const dropped = (x: NdArray): NdArray => {
    return options.dropoutMask === undefined ? x : mapArray(x, (score, i) => score * options.dropoutMask!.values[i]);
  };
  const attend = (x: NdArray, of: NdArray): NdArray => einsum(numbers, 'bhqk,bkhv->bqhv', [dropped(x), of]);
  const terms = { output: attend(sizes, mapArray(value, Math.abs)), scores: sizes };
  if (!roundingMatters(inputs, options)) {
    const { scale, masking, causal, dropoutMask } = options;
    const mask = options.mask;
    return { ...attention(numbers, inputs, { scale, masking, causal, dropoutMask, mask }), terms, overflows };
  }
  return { output: attend(scores, value), scores, terms, overflows };
}

function attentionWeights(
  { query, key, preSoftmaxWeight, bias }: AttentionInputs,
  options: DefinedOptions,
): { weights: NdArray; overflows: boolean } {
  const { scale, masking } = options;
  const products = rounded(einsum(numbers, 'bqhd,bkhd->bhqk', [query, key]));
  const logits = mapArray(products, (product) => Math.fround(product * Math.fround(scale)));
  const mixed = preSoftmaxWeight === undefined ? logits : rounded(mixHeads(numbers, logits, preSoftmaxWeight));
  const { shape } = mixed;
  const at = (x: NdArray, i: number): number => x.values[offsetAt(x.shape, indexAt(shape, i))];
  const biased = bias === undefined ? mixed : mapArray(mixed, (logit, i) => Math.fround(logit + at(bias, i)));
  const shown = shownTo(shape, options);
  const overflows = biased.values.some((logit) => !Number.isFinite(logit));
  if (masking === 'robust') {
    return { weights: softmax(numbers, biased, { mask: mapArray(shown, (one) => one > 0.5) }), overflows };
  }
  if (options.mask === undefined && !options.causal) return { weights: softmax(numbers, biased), overflows };
  const hide = (one: number): number => Math.fround(Math.fround(1 - one) * -1e9);
  const hidden = mapArray(biased, (logit, i) => Math.fround(logit + hide(shown.values[i])));
  return { weights: softmax(numbers, hidden), overflows };
}

/** The mask at each score: 1, 0, or, additive and alone, a fraction. */
function shownTo(shape: readonly number[], { mask, causal, masking }: DefinedOptions): NdArray {
  return mapArray(filled(shape, 1), (_, i) => {
    const index = indexAt(shape, i);
    if (causal && index[3] > index[2]) return 0;
    const given = mask === undefined ? 1 : mask.values[offsetAt(mask.shape, index)];
    if (masking === 'additive' && !causal) return given;
    return (masking === 'robust' ? given > 0.5 : given !== 0) ? 1 : 0;
  });
}

function rounded(x: NdArray): NdArray {
  return mapArray(x, Math.fround);
}

/** Whether float32 would move a logit by more than 1e-6; with an additive mask it always does, to a multiple of 64. */
function roundingMatters({ query, key, preSoftmaxWeight, bias }: AttentionInputs, options: DefinedOptions): boolean {
  const { scale, masking, mask, causal } = options;
  if (masking === 'additive' && (mask !== undefined || causal)) return true;
  // The product is stored before it is scaled.
  const product = largest(query.values) * largest(key.values) * query.shape[3] * Math.max(1, Math.abs(scale));
  const mix = preSoftmaxWeight === undefined ? 1 : largest(preSoftmaxWeight.values) * query.shape[2];
  return product * Math.max(1, mix) + largest(bias?.values ?? []) > 8;
}

/**
 * By what part of itself a weight of the softmax may be off where logits are summed in float32: two logits, each off by as
 * much as sums of so many terms may be, the product with the scale and the mix included, differ by twice that.
 */
export function softmaxBlur({ query, key, preSoftmaxWeight }: AttentionInputs, { scale }: DefinedOptions): number {
  const size = (x: NdArray): NdArray => mapArray(x, Math.abs);
  const terms = mapArray(
    einsum(numbers, 'bqhd,bkhd->bhqk', [size(query), size(key)]),
    (term) => term * Math.abs(scale),
  );
  const mixed = preSoftmaxWeight === undefined ? terms : mixHeads(numbers, terms, size(preSoftmaxWeight));
  const rounds = query.shape[3] + 1 + (preSoftmaxWeight === undefined ? 0 : query.shape[2]);
  return Math.expm1(2 * rounds * 2 ** -24 * largest(mixed.values));
}
