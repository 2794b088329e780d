import { Abs, cast, mul, sign } from '@tensorflow/tfjs-core';
import { pinGradient } from '../registrations.js';

/**
 * The slope of |x| at 0 is 0, as TensorFlow takes it. That of TensorFlow.js is -1: an L1 penalty moved weights that were
 * zero away from it, all in one direction.
 */
export function fixAbsGradient(): void {
  pinGradient({
    kernelName: Abs,
    inputsToSave: ['x'],
    gradFunc: (cotangent, [x]) => ({ x: () => mul(cotangent as never, sign(cast(x, 'float32'))) }),
  });
}
