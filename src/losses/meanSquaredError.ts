import { mean, square, sub, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkShape } from '../engine/shapes.js';

/**
 * The mean of `(prediction − target)²` over all elements, a scalar.
 *
 * @param target What should come out.
 * @param prediction What came out, of the same shape.
 * @throws Error when the shapes differ: broadcasting here is nearly always a mistake.
 */
export function meanSquaredError(target: Tensor, prediction: Tensor): Tensor {
  checkShape('meanSquaredError', 'prediction', prediction, target.shape);
  return tidy(() => mean(square(sub(prediction, target))));
}
