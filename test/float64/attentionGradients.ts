import { filled, sumTo, type NdArray } from './array.js';
import type { AttentionResult } from './attention.js';
import { mapAttentionInputs, type AttentionInputs, type AttentionOptions } from './AttentionInputs.js';
import { attentionRows, attentionSizes, scaleOf, vectorAt } from './attentionRows.js';
import type { Field } from './scalar.js';
import { dot, sum } from './sums.js';

/** Weights of the results in the scalar that is differentiated. */
export interface AttentionCotangents<S = number> {
  output: AttentionResult<S>['output'];
  /** Default: the returned scores do not count. */
  scores?: AttentionResult<S>['scores'];
}

/**
 * The gradients of `Σ cotangents · attention(inputs)` by every tensor given, each of its tensor's shape.
 *
 * Written by hand, one line per step of the forward pass, backwards. `by…` is the gradient by that quantity of a row.
 */
export function attentionGradients<S>(
  field: Field<S>,
  inputs: AttentionInputs<S>,
  cotangents: AttentionCotangents<S>,
  options: AttentionOptions = {},
): AttentionInputs<S> {
  const { constant, add, sub, mul } = field;
  const { query, key, value, preSoftmaxWeight, postSoftmaxWeight, bias } = inputs;
  const { b, q, k, g, p } = attentionSizes(inputs);
  const scale = constant(scaleOf(inputs, options));
  const gradients = mapAttentionInputs(inputs, ({ shape }) => filled(shape, constant(0)));
  const byBias = filled([b, g, q, k], constant(0));

  for (const { batch, query: i, keys, logits, weights, scores } of attentionRows(field, inputs, options)) {
    const byScores = scores.map((row, head) => {
      const byOutput = vectorAt(cotangents.output, batch, i, head);
      return keys.map((j, n) => {
        const at = ((batch * p + head) * q + i) * k + j;
        const kept = constant(options.dropoutMask?.values[at] ?? 1);
        addVector(field, gradients.value, [batch, j, head], mul(row[n], kept), byOutput);
        const throughValue = mul(kept, dot(field, byOutput, vectorAt(value, batch, j, head)));
        return cotangents.scores ? add(throughValue, cotangents.scores.values[at]) : throughValue;
      });
    });
    const byWeights = unmixRows(field, byScores, weights, postSoftmaxWeight, gradients.postSoftmaxWeight);
    const byMixed = weights.map((row, head) => {
      const mean = dot(field, row, byWeights[head]);
      return row.map((weight, n) => mul(weight, sub(byWeights[head][n], mean)));
    });
    byMixed.forEach((row, head) =>
      keys.forEach((j, n) => (byBias.values[((batch * g + head) * q + i) * k + j] = row[n])),
    );
    const byLogits = unmixRows(field, byMixed, logits, preSoftmaxWeight, gradients.preSoftmaxWeight);
    byLogits.forEach((row, head) =>
      keys.forEach((j, n) => {
        const byProduct = mul(scale, row[n]);
        addVector(field, gradients.query, [batch, i, head], byProduct, vectorAt(key, batch, j, head));
        addVector(field, gradients.key, [batch, j, head], byProduct, vectorAt(query, batch, i, head));
      }),
    );
  }
  if (bias !== undefined) gradients.bias = sumTo(field, byBias, bias.shape);
  return gradients;
}

/** Adds `factor · vector` to the last axis of `x` at a position of the three before. */
function addVector<S>(
  { add, mul }: Field<S>,
  x: NdArray<S>,
  [i, j, k]: [number, number, number],
  factor: S,
  vector: S[],
): void {
  const [, size1, size2, length] = x.shape;
  const start = ((i * size1 + j) * size2 + k) * length;
  vector.forEach((value, c) => (x.values[start + c] = add(x.values[start + c], mul(factor, value))));
}

/**
 * Backwards through `mixed[g] = Σ_h rows[h] · weight[h, g]`.
 *
 * @param byMixed `[g][keys]`.
 * @param rows What was mixed, `[h][keys]`.
 * @param byWeight `Σ_keys rows[h] · byMixed[g]` is added to it.
 * @returns `[h][keys]`: `Σ_g byMixed[g] · weight[h, g]`.
 */
function unmixRows<S>(
  field: Field<S>,
  byMixed: S[][],
  rows: S[][],
  weight: NdArray<S> | undefined,
  byWeight: NdArray<S> | undefined,
): S[][] {
  if (weight === undefined || byWeight === undefined) return byMixed;
  const numMixed = byMixed.length;
  return rows.map((row, h) => {
    byMixed.forEach((by, g) => {
      const at = h * numMixed + g;
      byWeight.values[at] = field.add(byWeight.values[at], dot(field, row, by));
    });
    return row.map((_, n) =>
      sum(
        field,
        byMixed.map((by, g) => field.mul(by[n], weight.values[h * numMixed + g])),
      ),
    );
  });
}
