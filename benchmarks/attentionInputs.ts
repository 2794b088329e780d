import type { AttentionCase } from './harness/Case.js';
import { sequence } from './harness/sequence.js';

/** What an attention is computed of: queries, keys and values `[batch, length, heads, headSize]`, mixes `[heads, heads]`. */
export interface AttentionInputs {
  shape: [batch: number, length: number, heads: number, headSize: number];
  query: Float32Array;
  key: Float32Array;
  value: Float32Array;
  mixes: Float32Array[];
}

/**
 * Inputs that every contestant makes for itself. All have a mean of about 0; logits are some units large, so that weights differ
 * and mistakes in a logit show.
 */
export function attentionInputs({ batch, length, heads, headSize, talkingHeads }: AttentionCase): AttentionInputs {
  const size = batch * length * heads * headSize;
  const centred = (count: number, seed: number): Float32Array => sequence(count, seed).map((x) => 2 * x - 1);
  return {
    shape: [batch, length, heads, headSize],
    query: centred(size, 1),
    key: centred(size, 2),
    value: centred(size, 3),
    mixes: talkingHeads ? [centred(heads ** 2, 4), centred(heads ** 2, 5)] : [],
  };
}
