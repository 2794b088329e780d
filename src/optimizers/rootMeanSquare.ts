import { div, mean, mul, reshape, sqrt, square, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { squareUnit } from '../ops/squareUnit.js';

/**
 * √(mean of x²) over all elements, a scalar; finite wherever x is.
 *
 * The squares are taken in a unit in which they are finite, as in `clipFactor`.
 */
export function rootMeanSquare(x: Tensor): Tensor {
  return tidy(() => {
    const flat = reshape(x, [-1]);
    const unit = squareUnit(flat, [0]);
    return reshape(mul(sqrt(mean(square(div(flat, unit)))), unit), []);
  });
}
