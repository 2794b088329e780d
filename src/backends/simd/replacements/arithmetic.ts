import { Add, backend_util, Maximum, Minimum, Multiply, RealDiv, SquaredDifference, Sub } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { stretchedStrides } from '../../../engine/fixes/cpu/strides.js';
import { sizeOf } from '../../../engine/shapes.js';
import { axisTable } from '../axisTable.js';
import { ELEMENTS } from '../chunks.js';
import { replaceKernel } from '../replaceKernel.js';
import type { SimdBackend } from '../SimdBackend.js';

/** TensorFlow.js's names and ours. */
const KERNELS: Record<string, string> = {
  [Add]: 'add',
  [Sub]: 'sub',
  [Multiply]: 'multiply',
  [RealDiv]: 'divide',
  [Maximum]: 'maximum',
  [Minimum]: 'minimum',
  [SquaredDifference]: 'squaredDifference',
};

/** Arithmetic on two float32 tensors with any broadcasting. Other types stay with the cpu kernels. */
export function replaceArithmetic(): void {
  for (const [kernelName, name] of Object.entries(KERNELS)) {
    replaceKernel(kernelName, (call, inherited) => {
      const { a, b } = call.inputs as { a: TensorInfo; b: TensorInfo };
      if (a.dtype !== 'float32' || b.dtype !== 'float32') return inherited(call);
      const simd = call.backend as SimdBackend;
      const shape = backend_util.assertAndGetBroadcastShape(a.shape, b.shape);
      const result = simd.output(shape);
      const items = sizeOf(shape);
      if (items === 0) return result;
      const [stridesA, stridesB] = [a, b].map((x) => stretchedStrides(x.shape, shape.length));
      const { row, axes } = axisTable(simd.heap.memory, shape, stridesA, stridesB);
      const [startA, startB, to] = [a, b, result].map((x) => simd.address(x));
      simd.run(name, { items, chunk: ELEMENTS }, startA, startB, to, row.size, row.strideA, row.strideB, ...axes);
      return result;
    });
  }
}
