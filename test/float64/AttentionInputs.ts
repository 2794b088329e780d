import type { NdArray } from './array.js';

/** What talking-heads attention is differentiated by. */
export interface AttentionInputs<S = number> {
  /** `[b, q, h, d]`. */
  query: NdArray<S>;
  /** `[b, k, h, d]`. */
  key: NdArray<S>;
  /** `[b, k, p, v]`: one head per output head of the post-softmax mix. */
  value: NdArray<S>;
  /** `[h, g]`; without it g = h, and the heads stay apart. */
  preSoftmaxWeight?: NdArray<S>;
  /** `[g, p]`; without it p = g, and the heads stay apart. */
  postSoftmaxWeight?: NdArray<S>;
  /** Added to the mixed logits; broadcastable to `[b, g, q, k]`. */
  bias?: NdArray<S>;
}

/** What talking-heads attention is not differentiated by. */
export interface AttentionOptions {
  /** Factor of the logits. Default `1/√d`. */
  scale?: number;
  /** Above 0.5, or true, where a query attends to a key; broadcastable to `[b, g, q, k]`. Default: everywhere. */
  mask?: NdArray<number> | NdArray<boolean>;
  /**
   * `'robust'`: hidden keys weigh exactly zero, and so does all of a row with nothing to attend to. Keys that no head
   * of a query attends to are not read, so that NaN in them stays there. `'additive'`: `(1 − mask) · −1e9` is added to
   * the logits, as in the original layer; beware of rows with nothing to attend to, where float32 rounds the logits to
   * multiples of 64 and this reference does not. Default `'robust'`.
   */
  masking?: 'robust' | 'additive';
  /** Hides key j from query i for every j > i, on top of the mask. Default false. */
  causal?: boolean;
  /** Factor of each score, 0 or `1 / (1 − rate)`; `[b, p, q, k]`. Default: ones. */
  dropoutMask?: NdArray;
}

/** The name of a tensor of {@link AttentionInputs}. */
export type AttentionTensor = keyof AttentionInputs;

/** Each tensor that is given through `f`. */
export function mapAttentionInputs<S, T>(
  inputs: AttentionInputs<S>,
  f: (x: NdArray<S>, name: AttentionTensor) => NdArray<T>,
): AttentionInputs<T> {
  const given = attentionTensors(inputs).map((name) => [name, f(inputs[name]!, name)]);
  return Object.fromEntries(given) as Record<AttentionTensor, NdArray<T>>;
}

/** Names of the tensors that are given. */
export function attentionTensors<S>(inputs: AttentionInputs<S>): AttentionTensor[] {
  return (Object.keys(inputs) as AttentionTensor[]).filter((name) => inputs[name] !== undefined);
}
