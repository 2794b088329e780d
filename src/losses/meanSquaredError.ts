import { mean, square, sub, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkTensor } from '../engine/checkTensor.js';
import { checkShape } from '../engine/shapes.js';

/**
 * The mean of `(prediction − target)²` over all elements, a scalar.
 *
 * @param target What should come out, float32.
 * @param prediction What came out, float32 of the same shape.
 * @throws Error when the shapes differ: broadcasting here is nearly always a mistake.
 */
export function meanSquaredError(target: Tensor, prediction: Tensor): Tensor {
  checkTensor('meanSquaredError', 'target', target, 'float32');
  checkShape('meanSquaredError', 'prediction', prediction, target.shape, 'float32');
  return tidy(() => mean(square(sub(prediction, target))));
}
