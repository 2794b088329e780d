import { customGrad, type Tensor } from '@tensorflow/tfjs-core';
import { copyUnrecorded } from './tape.js';

/** The same values, cut off from what they were computed of: no gradient flows back through the result. */
export function stopGradient<T extends Tensor>(x: T): T {
  // A custom gradient without inputs leaves nothing on the tape to follow.
  return customGrad<T>(() => ({ value: copyUnrecorded(x), gradFunc: () => [] }))();
}
