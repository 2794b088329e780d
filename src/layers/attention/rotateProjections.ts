import type { Tensor } from '@tensorflow/tfjs-core';
import { checkInstance } from '../../config/checkInstance.js';
import { checkNumber } from '../../config/checkNumber.js';
import { formatValue } from '../../config/formatValue.js';
import { RotaryEmbedding } from '../RotaryEmbedding.js';

/** Options of a call of an attention layer that turn queries and keys by their positions. */
export interface RotaryOptions {
  /** Turns the projected queries and keys, along the one attention axis. Default: nothing is turned. */
  rotary?: RotaryEmbedding;
  /** Position of the first query, for `rotary`. Default 0. */
  queryOffset?: number;
  /** Position of the first key, for `rotary`. Default 0. */
  keyOffset?: number;
}

/**
 * Refuses rotary options that are of a wrong type, offsets that nothing reads, and more than one attention axis.
 *
 * @throws Error such as `MultiHeadAttention: rotary must be a RotaryEmbedding, got 5`.
 */
export function checkRotaryOptions(where: string, options: RotaryOptions, numAxes: number): void {
  const { rotary } = options;
  for (const name of ['queryOffset', 'keyOffset'] as const) {
    const offset = options[name];
    if (offset === undefined) continue;
    checkNumber(where, name, offset, { whole: true, atLeast: 0 });
    if (rotary === undefined) throw new Error(`${where}: ${name} must come with rotary, got ${formatValue(offset)}`);
  }
  if (rotary === undefined) return;
  checkInstance(where, 'rotary', rotary, RotaryEmbedding, 'a RotaryEmbedding');
  if (numAxes !== 1) throw new Error(`${where}: rotary must come with one attention axis, got ${numAxes}`);
}

/**
 * Projected queries and keys, `[b, t, h, d]`, turned by their positions: after the projections, since between them and
 * the product nothing else may stand for the product to depend on relative positions alone.
 */
export function rotateProjections(
  query: Tensor,
  key: Tensor,
  { rotary, queryOffset = 0, keyOffset = 0 }: RotaryOptions,
): [query: Tensor, key: Tensor] {
  if (rotary === undefined) return [query, key];
  return [rotary.call(query, { offset: queryOffset }), rotary.call(key, { offset: keyOffset })];
}
