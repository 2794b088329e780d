import { Cumsum, cumsum, type CumsumAttrs, type Tensor } from '@tensorflow/tfjs-core';
import { pinGradient } from '../registrations.js';

/**
 * TensorFlow.js transposes the gradient of `cumsum` along any axis but the last: it throws, or on a square tensor
 * gives wrong numbers without a word.
 */
export function fixCumsumGradient(): void {
  pinGradient({
    kernelName: Cumsum,
    gradFunc: (cotangent, _saved, attributes) => {
      const { axis, exclusive, reverse } = attributes as unknown as CumsumAttrs;
      return { x: () => cumsum(cotangent as Tensor, axis, exclusive, !reverse) };
    },
  });
}
