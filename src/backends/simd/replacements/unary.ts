import {
  Abs,
  Erf,
  Exp,
  Neg,
  Reciprocal,
  Relu,
  Rsqrt,
  Sqrt,
  Square,
  Tanh,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../engine/shapes.js';
import { ELEMENTS } from '../chunks.js';
import { replaceKernel } from '../replaceKernel.js';
import type { SimdBackend } from '../SimdBackend.js';

/** TensorFlow.js's names and ours. */
const KERNELS: Record<string, string> = {
  [Abs]: 'abs',
  [Erf]: 'erf',
  [Exp]: 'exp',
  [Neg]: 'neg',
  [Reciprocal]: 'reciprocal',
  [Relu]: 'relu',
  [Rsqrt]: 'rsqrt',
  [Sqrt]: 'sqrt',
  [Square]: 'square',
  [Tanh]: 'tanh',
};

/** Functions of each element of a float32 tensor. Other types stay with the cpu kernels. */
export function replaceUnary(): void {
  for (const [kernelName, name] of Object.entries(KERNELS)) {
    replaceKernel(kernelName, (call, inherited) => {
      const { x } = call.inputs as { x: TensorInfo };
      if (x.dtype !== 'float32') return inherited(call);
      const simd = call.backend as SimdBackend;
      const result = simd.output(x.shape);
      simd.run(name, { items: sizeOf(x.shape), chunk: ELEMENTS / 2 }, simd.address(x), simd.address(result));
      return result;
    });
  }
}
