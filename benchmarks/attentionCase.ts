import type { AttentionCase } from './harness/Case.js';

/** Sizes and kind of an attention. */
type Attention = Omit<AttentionCase, 'bench' | 'name' | 'work'>;

/** An attention, with the floating-point operations that the algorithm needs for what it must compute. */
export function attentionCase(name: string, attention: Attention): AttentionCase {
  return { bench: 'attention', name, work: operationsOf(attention), ...attention };
}

/**
 * For each pair of a query and a key: forward two products of all heads with a head's size and two mixes of them; backward five
 * products, since logits are computed again, and six mixes. A causal attention has half of the pairs, and those of a position
 * with itself.
 */
function operationsOf({ batch, length, heads, headSize, talkingHeads, causal, backward }: Attention): number {
  const pairs = batch * (causal ? (length * (length + 1)) / 2 : length ** 2);
  const product = 2 * heads * headSize;
  const mix = talkingHeads ? 2 * heads ** 2 : 0;
  return pairs * (2 * product + 2 * mix + (backward ? 5 * product + 6 * mix : 0));
}
