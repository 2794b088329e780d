import { backend, type Tensor } from '@tensorflow/tfjs-core';

/**
 * Whether the backend in use has a tensor's numbers, and no clone, reshaped tensor or variable shares them: only then may
 * they be changed in place, since TensorFlow.js promises that clones keep their value.
 */
export function isHeldOnce({ dataId }: Tensor): boolean {
  return backend().refCount(dataId) === 1;
}
