import { BatchMatMul, matMul, type BatchMatMulAttrs, type Tensor } from '@tensorflow/tfjs-core';
import { pinGradient } from '../registrations.js';
import { sumToShape } from '../sumToShape.js';

/**
 * TensorFlow.js forgets to sum the gradient of `matMul` over batch axes that were broadcast, and refuses the result:
 * "The gradient of input 'b' has shape '2,3,7,6', which does not match the shape of the input '7,6'".
 */
export function fixMatMulGradient(): void {
  pinGradient({
    kernelName: BatchMatMul,
    inputsToSave: ['a', 'b'],
    gradFunc: (cotangent, saved, attributes) => {
      const dy = cotangent as Tensor;
      const [a, b] = saved;
      const { transposeA, transposeB } = attributes as unknown as BatchMatMulAttrs;
      const byA = (): Tensor => (transposeA ? matMul(b, dy, transposeB, true) : matMul(dy, b, false, !transposeB));
      const byB = (): Tensor => (transposeB ? matMul(dy, a, true, transposeA) : matMul(a, dy, !transposeA, false));
      return { a: () => sumToShape(byA(), a.shape), b: () => sumToShape(byB(), b.shape) };
    },
  });
}
