import { Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual, type TensorInfo } from '@tensorflow/tfjs-core';
import { replaceKernel } from '../replaceKernel.js';
import { runPairs } from '../runPairs.js';
import type { SimdBackend } from '../SimdBackend.js';

/** TensorFlow.js's names, ours, and whether ours takes the operands the other way round. */
const KERNELS: [kernelName: string, name: string, swapped: boolean][] = [
  [Equal, 'equal', false],
  [NotEqual, 'notEqual', false],
  [Greater, 'greater', false],
  [GreaterEqual, 'greaterEqual', false],
  [Less, 'greater', true],
  [LessEqual, 'greaterEqual', true],
];

/** Comparisons of two float32 or two int32 tensors with any broadcasting. Other types stay with the cpu kernels. */
export function replaceCompare(): void {
  for (const [kernelName, name, swapped] of KERNELS) {
    replaceKernel(kernelName, (call, inherited) => {
      const { a, b } = call.inputs as { a: TensorInfo; b: TensorInfo };
      if (a.dtype !== b.dtype || (a.dtype !== 'float32' && a.dtype !== 'int32')) return inherited(call);
      const kernel = a.dtype === 'int32' ? `${name}Int32` : name;
      const [left, right] = swapped ? [b, a] : [a, b];
      return runPairs(call.backend as SimdBackend, kernel, left, right, 'bool');
    });
  }
}
