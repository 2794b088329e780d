import { broadcastTo, filled, indexAt, mapArray, type NdArray } from './array.js';
import type { AttentionInputs, AttentionOptions } from './AttentionInputs.js';
import type { Field } from './scalar.js';
import { normalizedExponentials } from './softmax.js';
import { dot, sum } from './sums.js';

/** Sizes by the letters of {@link AttentionInputs}. */
export interface AttentionSizes {
  b: number;
  q: number;
  k: number;
  h: number;
  g: number;
  p: number;
  d: number;
  v: number;
}

/** Everything that happens to one query position before it meets the values. */
export interface AttentionRow<S> {
  batch: number;
  query: number;
  /** Key positions that take part; in the lists below the last index runs over them. */
  keys: number[];
  /** Scaled products of query and key, `[h][keys]`. */
  logits: S[][];
  /** After mix, bias, mask and softmax, `[g][keys]`. */
  weights: S[][];
  /** After the post-softmax mix, `[p][keys]`. */
  scores: S[][];
}

/** The sizes of these inputs. */
export function attentionSizes<S>({ query, value, preSoftmaxWeight }: AttentionInputs<S>): AttentionSizes {
  const [b, q, h, d] = query.shape;
  const [, k, p, v] = value.shape;
  const g = preSoftmaxWeight === undefined ? h : preSoftmaxWeight.shape[1];
  return { b, q, k, h, g, p, d, v };
}

/** The factor of the logits: `1/√d` unless told. */
export function scaleOf<S>({ query }: AttentionInputs<S>, { scale }: AttentionOptions): number {
  return scale ?? 1 / Math.sqrt(query.shape[3]);
}

/** The last axis of `x` at a position of the three before. */
export function vectorAt<S>(x: NdArray<S>, i: number, j: number, k: number): S[] {
  const [, size1, size2, length] = x.shape;
  const start = ((i * size1 + j) * size2 + k) * length;
  return x.values.slice(start, start + length);
}

/** The rows of every batch and query position, in order. */
export function* attentionRows<S>(
  field: Field<S>,
  inputs: AttentionInputs<S>,
  options: AttentionOptions,
): Generator<AttentionRow<S>> {
  const { query, key, preSoftmaxWeight, postSoftmaxWeight, bias } = inputs;
  const { constant, add, mul } = field;
  const sizes = attentionSizes(inputs);
  const { b, q, k, h, g } = sizes;
  const shape = [b, g, q, k];
  const robust = (options.masking ?? 'robust') === 'robust';
  const scale = constant(scaleOf(inputs, options));
  const mask = maskOf(options, shape);
  const biases = bias && broadcastTo(bias, shape);
  const offset = (batch: number, head: number, i: number, j: number): number => ((batch * g + head) * q + i) * k + j;

  for (let batch = 0; batch < b; batch++) {
    for (let i = 0; i < q; i++) {
      const attends = (head: number, j: number): boolean => !robust || mask.values[offset(batch, head, i, j)] > 0.5;
      const keys = range(k).filter((j) => range(g).some((head) => attends(head, j)));
      const logits = range(h).map((head) => {
        const vector = vectorAt(query, batch, i, head);
        return keys.map((j) => mul(scale, dot(field, vector, vectorAt(key, batch, j, head))));
      });
      const weights = mixRows(field, logits, preSoftmaxWeight).map((mixed, head) => {
        const shown = range(keys.length).filter((n) => attends(head, keys[n]));
        const masked = shown.map((n) => {
          const at = offset(batch, head, i, keys[n]);
          const biased = biases ? add(mixed[n], biases.values[at]) : mixed[n];
          return robust ? biased : add(biased, constant((1 - mask.values[at]) * -1e9));
        });
        const row = new Array<S>(keys.length).fill(constant(0));
        normalizedExponentials(field, masked).forEach((weight, n) => (row[shown[n]] = weight));
        return row;
      });
      yield { batch, query: i, keys, logits, weights, scores: mixRows(field, weights, postSoftmaxWeight) };
    }
  }
}

/** The mask and the causal mask as one array of numbers. */
function maskOf({ mask, causal = false }: AttentionOptions, shape: number[]): NdArray {
  const given = mask === undefined ? filled(shape, 1) : broadcastTo<number | boolean>(mask, shape);
  return mapArray(given, (shows, offset) => {
    const [, , i, j] = indexAt(shape, offset);
    return causal && j > i ? 0 : Number(shows);
  });
}

/** `out[g] = Σ_h rows[h] · weight[h, g]`; the rows themselves without a weight. */
function mixRows<S>(field: Field<S>, rows: S[][], weight?: NdArray<S>): S[][] {
  if (weight === undefined) return rows;
  const [, numMixed] = weight.shape;
  return range(numMixed).map((g) =>
    rows[0].map((_, n) =>
      sum(
        field,
        rows.map((row, h) => field.mul(row[n], weight.values[h * numMixed + g])),
      ),
    ),
  );
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
