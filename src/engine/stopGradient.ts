import { customGrad, type Tensor } from '@tensorflow/tfjs-core';
import { checkTensor } from './checkTensor.js';

/** The same values, cut off from what they were computed of: no gradient flows back through the result. */
export function stopGradient<T extends Tensor>(x: T): T {
  checkTensor('stopGradient', 'x', x);
  // A custom gradient without inputs leaves nothing on the tape to follow.
  return customGrad<T>(() => ({ value: x.clone(), gradFunc: () => [] }))();
}
