import { checkObject } from '../../config/checkObject.js';
import { formatValue } from '../../config/formatValue.js';
import { formatShape, type Shape } from '../../engine/shapes.js';
import { AttentionAxes } from './AttentionAxes.js';

/** Shapes of the inputs of an attention layer. */
export interface AttentionShapes {
  /** `[batch…, axes…, features]`; only the features shape parameters. */
  query: Shape;
  /** Default: the query's. */
  value?: Shape;
  /** Default: the value's. */
  key?: Shape;
}

/**
 * All three shapes, checked against each other.
 *
 * @throws Error when a rank is below 3 or differs, when axes that are not attended over differ, or when key and value
 * differ in more than features.
 */
export function attentionShapes(
  where: string,
  shapes: AttentionShapes,
  attentionAxes: readonly number[] | undefined,
): Required<AttentionShapes> {
  const { query, value = query, key = value } = checkObject(where, 'shapes', shapes);
  if (Array.isArray(query) && query.length < 3) {
    throw new Error(
      `${where}: query must have shape [batch, ..., features] of rank 3 or more, got ${formatShape(query)}`,
    );
  }
  checkInputShape(where, 'query', query);
  checkInputShape(where, 'value', value);
  checkInputShape(where, 'key', key);
  const { attended } = new AttentionAxes(where, attentionAxes, query.length);
  const check = (name: string, shape: Shape, like: Shape, free: (axis: number) => boolean): void => {
    const expected = like.map((size, axis) => (axis === like.length - 1 || free(axis) ? 'any' : size));
    const fits = shape.length === expected.length && expected.every((size, i) => size === 'any' || size === shape[i]);
    if (!fits) throw new Error(`${where}: ${name} must have shape ${formatShape(expected)}, got ${formatShape(shape)}`);
  };
  check('value', value, query, (axis) => attended.includes(axis));
  check('key', key, value, () => false);
  return { query, value, key };
}

/**
 * Refuses what is not a list of sizes. Keras writes null for a batch of any size; only the last size shapes weights.
 *
 * @throws Error such as `MultiHeadAttention: value must be a list of sizes that ends with one, got 5`.
 */
export function checkInputShape(where: string, name: string, shape: unknown): void {
  const valid = (size: unknown): boolean => size === null || (Number.isInteger(size) && (size as number) >= 0);
  if (Array.isArray(shape) && shape.every(valid) && typeof shape.at(-1) === 'number') return;
  throw new Error(`${where}: ${name} must be a list of sizes that ends with one, got ${formatValue(shape)}`);
}
