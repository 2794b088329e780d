import { formatShape, type Shape } from './shapes.js';

/**
 * The shape in which a tensor of weights broadcasts to `to` from the front: `[batch]` weighs all that belongs to an
 * example alike, whatever axes follow.
 *
 * @param shape Sizes of the first axes of `to`, or 1 where all weigh alike; one more axis of size 1 may follow.
 * @returns The sizes with 1 for every axis that is missing.
 * @throws Error such as `Huber: sampleWeight must have the first sizes of [2, 3], or 1, got [3]`.
 */
export function alignLeading(where: string, name: string, shape: Shape, to: Shape): number[] {
  const given = shape.length === to.length + 1 && shape.at(-1) === 1 ? shape.slice(0, -1) : shape;
  if (given.length > to.length || !given.every((size, axis) => size === 1 || size === to[axis])) {
    const expected = `the first sizes of ${formatShape(to)}, or 1`;
    throw new Error(`${where}: ${name} must have ${expected}, got ${formatShape(shape)}`);
  }
  return [...given, ...new Array<number>(to.length - given.length).fill(1)];
}
