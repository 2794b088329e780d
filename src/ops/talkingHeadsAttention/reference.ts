import { add, cast, matMul, mul, sub, transpose, type Tensor } from '@tensorflow/tfjs-core';
import { dropout } from '../dropout.js';
import { maskedSoftmax } from '../maskedSoftmax.js';
import { mixHeads } from '../mixHeads.js';
import { softmax } from '../softmax.js';
import type { Attention } from './AttentionOptions.js';

/** What the original adds to a hidden logit. */
const ADDITIVE_MASK = -1e9;

/**
 * Talking-heads attention up to the scores (arXiv:2003.02436, §4), in plain operations: the specification that every
 * other implementation is held to.
 *
 * ```
 * J[b, h, q, k] = Σ_d query[b, q, h, d] · key[b, k, h, d] · scale     logits
 * L[b, g, q, k] = Σ_h J[b, h, q, k] · P_l[h, g] + bias                pre-softmax mix
 * W             = softmax over k of L where the mask is true          weights
 * U[b, g, q, k] = Σ_h W[b, h, q, k] · P_w[h, g]                       post-softmax mix
 * ```
 *
 * The mask comes after the mix: before it, every mixed head would see every hidden key. Without mixing weights this is
 * the multi-head attention of arXiv:1706.03762.
 *
 * @returns Scores U, `[b, h, q, k]`, before dropout. They may be negative and need not sum to 1.
 */
export function referenceScores(attention: Omit<Attention, 'value' | 'dropout'>): Tensor {
  const { query, key, preSoftmaxWeight, postSoftmaxWeight, bias, mask, scale } = attention;
  const logits = mul(matMul(headsFirst(query), headsFirst(key), false, true), scale);
  const mixed = preSoftmaxWeight === undefined ? logits : mixHeads(logits, preSoftmaxWeight);
  const biased = bias === undefined ? mixed : add(mixed, bias);
  const weights = maskedWeights(biased, mask);
  return postSoftmaxWeight === undefined ? weights : mixHeads(weights, postSoftmaxWeight);
}

function maskedWeights(logits: Tensor, mask: Tensor | undefined): Tensor {
  if (mask === undefined) return softmax(logits);
  return mask.dtype === 'bool' ? maskedSoftmax(logits, mask) : softmax(add(logits, additiveMask(mask)));
}

/** `(1 − mask) · −1e9`, the original's way to hide. */
export function additiveMask(mask: Tensor): Tensor {
  return mul(sub(1, cast(mask, 'float32')), ADDITIVE_MASK);
}

/**
 * `O[b, q, h, v] = Σ_k dropout(U)[b, h, q, k] · value[b, k, h, v]`.
 *
 * @param scores `[b, h, q, k]`.
 * @param value `[b, k, h, v]`.
 */
export function attend(scores: Tensor, value: Tensor, dropped?: Attention['dropout']): Tensor {
  const kept = dropped === undefined ? scores : dropout(scores, dropped.rate, dropped.key);
  return headsFirst(matMul(kept, headsFirst(value)));
}

/** `[b, t, h, d]` as `[b, h, t, d]`, and back. */
export function headsFirst(x: Tensor): Tensor {
  return transpose(x, [0, 2, 1, 3]);
}
