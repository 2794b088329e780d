import { div, mul, sqrt, square, sum, type Tensor } from '@tensorflow/tfjs-core';
import { checkNumber } from '../config/checkNumber.js';
import { resolveAxes } from '../engine/shapes.js';
import { squareUnit } from '../ops/squareUnit.js';

/** Added to norms before a division, so that zeros stay zeros; Keras's `epsilon()`. */
export const NORM_EPSILON = 1e-7;

/**
 * Refuses axes that are not whole numbers.
 *
 * @throws Error such as `MaxNorm: axis must be a whole number, got 0.5`.
 */
export function checkAxes(where: string, axis: number | readonly number[]): void {
  for (const one of [axis].flat()) checkNumber(where, 'axis', one, { whole: true });
}

/**
 * The Euclidean norms of the vectors along one or several axes, which keep size 1.
 *
 * @throws Error when the tensor has no such axis.
 */
export function normAlong(where: string, x: Tensor, axis: number | readonly number[]): Tensor {
  const axes = resolveAxes(where, 'axis', axis, x.rank);
  const unit = squareUnit(x, axes);
  return mul(unit, sqrt(sum(square(div(x, unit)), axes, true)));
}
