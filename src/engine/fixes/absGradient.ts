import { Abs, mul, sign, type Tensor } from '@tensorflow/tfjs-core';
import { pinGradient } from '../registrations.js';

/**
 * TensorFlow.js takes −1 for the slope of |x| at 0: an L1 penalty would push weights that are exactly zero, and a
 * perfect prediction would have a gradient. As in TensorFlow it is sign(x), 0 there.
 */
export function fixAbsGradient(): void {
  pinGradient({
    kernelName: Abs,
    inputsToSave: ['x'],
    gradFunc: (cotangent, [x]) => ({ x: () => mul(cotangent as Tensor, sign(x)) }),
  });
}
