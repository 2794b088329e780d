import { cast, mul, ones, reshape, type Tensor } from '@tensorflow/tfjs-core';
import { formatShape, sizeOf, type Shape } from '../../engine/shapes.js';

/**
 * What broadcasts to scores `[batch…, h, query axes…, key axes…]` as `[b, h, q, k]`; sizes of 1 broadcast.
 *
 * @param aligned The shape of x with 1 for each axis that it lacks.
 * @param groups Sizes of the scores: batch, heads, query axes, key axes.
 * @throws Error when a size does not fit, or axes of queries or keys are lacking.
 */
export function foldScores(where: string, name: string, x: Tensor, aligned: Shape, groups: readonly Shape[]): Tensor {
  const expected = groups.flat();
  const fits = aligned.length === expected.length && aligned.every((size, i) => size === 1 || size === expected[i]);
  if (!fits || x.rank < groups[2].length + groups[3].length) {
    throw new Error(`${where}: ${name} must broadcast to ${formatShape(expected)}, got ${formatShape(x.shape)}`);
  }
  // A group of axes folds into one only when all of it, or none of it, is stretched.
  const stretched = groups.map((sizes, i) => {
    const start = groups.slice(0, i).flat().length;
    const given = aligned.slice(start, start + sizes.length);
    return given.every((size) => size === 1) ? given : sizes;
  });
  return reshape(stretch(reshape(x, [...aligned]), stretched.flat()), stretched.map(sizeOf));
}

function stretch(x: Tensor, shape: number[]): Tensor {
  if (x.shape.every((size, i) => size === shape[i])) return x;
  return cast(mul(cast(x, 'float32'), ones(shape)), x.dtype);
}
