import { add, expm1, minimum, relu, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkTensor } from '../engine/checkTensor.js';

/**
 * Exponential linear unit (arXiv:1511.07289) with α = 1: x, and `eˣ − 1` below 0.
 *
 * @param x float32, of any shape.
 * @returns Same shape. Differentiable any number of times, unlike TensorFlow.js's kernel of that name; the slope at 0
 * is 1.
 * @throws Error when x is not a float32 tensor.
 */
export function elu(x: Tensor): Tensor {
  checkTensor('elu', 'x', x, 'float32');
  // A part for each side: of `where`, the side not taken would make NaN of the gradient where eˣ is infinite.
  return tidy(() => add(relu(x), expm1(minimum(x, 0))));
}
