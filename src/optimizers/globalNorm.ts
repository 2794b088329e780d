import { addN, sqrt, square, sum, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkIterable } from '../config/checkIterable.js';
import { checkTensors } from '../engine/checkTensor.js';

/**
 * The Euclidean norm over all tensors together, a scalar; infinite beyond 1.8e19, where a square has no float32.
 *
 * @throws Error when there are none, or one is not float32.
 */
export function globalNorm(tensors: Iterable<Tensor>): Tensor {
  checkIterable('globalNorm', 'tensors', tensors);
  const list = [...tensors];
  checkTensors('globalNorm', 'tensors', list, 'float32');
  if (list.length === 0) throw new Error('globalNorm: tensors must hold at least one tensor, got none');
  return tidy(() => sqrt(addN(list.map((x) => sum(square(x))))));
}
