import { any, cast, greaterEqual, logicalAnd, notEqual, range, reshape, tidy, where } from '@tensorflow/tfjs-core';
import { zerosLike, type Tensor } from '@tensorflow/tfjs-core';
import { checkBroadcasts, formatShape, type Shape } from '../../engine/shapes.js';
import { asBooleanMask } from '../maskedSoftmax.js';
import type { AttentionOptions } from './AttentionOptions.js';

/** `[q, k]`, true where key `j ≤ i`: both sides are counted from their first position, whatever their lengths. */
export function causalMask(numQueries: number, numKeys: number): Tensor {
  return tidy(() => {
    const queries = reshape(range(0, numQueries, 1, 'int32'), [numQueries, 1]);
    return greaterEqual(queries, reshape(range(0, numKeys, 1, 'int32'), [1, numKeys]));
  });
}

/**
 * The mask of scores `[b, h, q, k]` that the options ask for, of rank 4.
 *
 * @returns Bool, or float32 with additive masking: without a causal mask the given numbers as they are. Undefined when
 * nothing hides.
 * @throws Error when the mask has another rank or does not broadcast to the scores.
 */
export function attentionMask(where: string, scores: Shape, options: AttentionOptions): Tensor | undefined {
  const { mask, causal = false, masking = 'robust' } = options;
  const [, , numQueries, numKeys] = scores;
  const robust = masking === 'robust';
  // An implementation adds what is float32, and selects by what is bool.
  const ofType = (shown: Tensor): Tensor => (robust ? shown : cast(shown, 'float32'));
  const hidden = causal ? reshape(causalMask(numQueries, numKeys), [1, 1, numQueries, numKeys]) : undefined;
  if (mask === undefined) return hidden && ofType(hidden);
  if (mask.rank < 2 || mask.rank > 4) {
    const ranks = '[q, k], [b, q, k] or [b, h, q, k]';
    throw new Error(`${where}: mask must have shape ${ranks}, got ${formatShape(mask.shape)}`);
  }
  const lead = { 2: [1, 1], 3: [mask.shape[0], 1], 4: mask.shape.slice(0, 2) }[mask.rank]!;
  const aligned = reshape(mask, [...lead, ...mask.shape.slice(-2)]);
  checkBroadcasts(where, 'mask', aligned.shape, scores);
  if (hidden === undefined) return robust ? asBooleanMask(aligned) : cast(aligned, 'float32');
  if (robust) return logicalAnd(asBooleanMask(aligned), hidden);
  // As in the original, a mask that is combined with another counts as true wherever it is not zero.
  return ofType(logicalAnd(aligned.dtype === 'bool' ? aligned : notEqual(aligned, zerosLike(aligned)), hidden));
}

/**
 * Sets to zero what nobody sees: keys and values hidden from every query, and queries that attend to nothing.
 *
 * A weight of zero would not be enough where they hold NaN or infinities: 0 · NaN is NaN, forward and backward.
 *
 * @param inputs `[b, t, …]` each.
 * @param mask Bool, of rank 4, broadcastable to the scores.
 */
export function hideUnseen(
  { query, key, value }: { query: Tensor; key: Tensor; value: Tensor },
  mask: Tensor,
): { query: Tensor; key: Tensor; value: Tensor } {
  const [batch, , numQueries, numKeys] = mask.shape as [number, number, number, number];
  const select = (seen: Tensor, x: Tensor): Tensor => {
    const broadcast = reshape(seen, [...seen.shape, ...new Array<number>(x.rank - 2).fill(1)]);
    return where(broadcast, x, zerosLike(x));
  };
  // A side that the mask stretches over is seen or hidden as a whole.
  const queries = reshape(any(mask, [1, 3]), [batch, numQueries]);
  const keys = reshape(any(mask, [1, 2]), [batch, numKeys]);
  return { query: select(queries, query), key: select(keys, key), value: select(keys, value) };
}

/** Whether a mask can hide a key from every query, or leave a query without keys. */
export function mayHide(mask: Tensor | undefined, causal: boolean, numQueries: number, numKeys: number): boolean {
  return mask !== undefined || (causal && numKeys > numQueries);
}
