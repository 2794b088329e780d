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
  { query, value = query, key = value }: AttentionShapes,
  attentionAxes: readonly number[] | undefined,
): Required<AttentionShapes> {
  if (query.length < 3) {
    throw new Error(
      `${where}: query must have shape [batch, ..., features] of rank 3 or more, got ${formatShape(query)}`,
    );
  }
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
