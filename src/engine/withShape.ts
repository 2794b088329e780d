import { reshape, type Tensor } from '@tensorflow/tfjs-core';
import { shapeMatches } from './shapes.js';

/**
 * A tensor in another shape of the same size: itself where it has that shape, since to reshape it would cost a kernel, two
 * copies of it and a step of every backward pass. Who gives the result to a caller must not give an input away.
 */
export function withShape(x: Tensor, shape: readonly number[]): Tensor {
  return shapeMatches(x.shape, shape) ? x : reshape(x, [...shape]);
}
