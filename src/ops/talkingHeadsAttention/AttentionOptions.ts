import type { Tensor } from '@tensorflow/tfjs-core';
import type { RandomKey } from '../../engine/random/RandomKey.js';

/**
 * How attention is computed.
 *
 * `'reference'` is the definition in plain operations; each keeps its result for the backward pass. `'recompute'` is
 * one operation that keeps only its inputs and two numbers per row of scores, and computes the scores again in the
 * backward pass. `'fused'` is one kernel of the simd backend, which never has more than a block of the scores; a caller who
 * wants all of them gets those of `'recompute'`. `'auto'` takes it where it can, and else chooses by the size of the scores.
 */
export type AttentionImplementation = 'auto' | 'fused' | 'reference' | 'recompute';

/** Options of {@link talkingHeadsAttention} and {@link dotProductAttention}. */
export interface AttentionOptions {
  /**
   * True (or a number above 0.5) where a query attends to a key: `[q, k]`, `[b, q, k]` or `[b, h, q, k]`, sizes of 1
   * broadcast. Heads are those after the first mix.
   */
  mask?: Tensor;
  /** Added to the logits after the first mix; broadcasts to `[b, h, q, k]`, and has a gradient. */
  bias?: Tensor;
  /** Whether query `i` attends only to keys `j ≤ i`. Default false. */
  causal?: boolean;
  /** Probability of dropping a weight, after the second mix. Default 0. */
  dropoutRate?: number;
  /** Decides which weights are dropped; needed when `dropoutRate` is above 0. */
  randomKey?: RandomKey;
  /** Factor of the logits. Default `1 / √d`. */
  scale?: number;
  /**
   * `'robust'`: a hidden key weighs exactly zero, and a query with nothing to attend gets zeros. `'additive'`: the
   * original's `(1 − mask) · −1e9`, where such a query attends everywhere and a mask may hold fractions. Default
   * `'robust'`.
   */
  masking?: 'robust' | 'additive';
  /** Default `'auto'`. */
  implementation?: AttentionImplementation;
}

/** Attention with its options checked and filled in. */
export interface Attention {
  query: Tensor;
  key: Tensor;
  value: Tensor;
  preSoftmaxWeight?: Tensor;
  postSoftmaxWeight?: Tensor;
  /** Broadcastable to the scores. */
  bias?: Tensor;
  /** Of rank 4, broadcastable to the scores; bool, or with additive masking float32. */
  mask?: Tensor;
  scale: number;
  dropout?: { rate: number; key: RandomKey };
}
