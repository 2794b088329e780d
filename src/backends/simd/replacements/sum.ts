import { Mean, Sum, util, type SumAttrs, type TensorInfo } from '@tensorflow/tfjs-core';
import { rowMajorStrides, stretchedStrides } from '../../../engine/fixes/cpu/strides.js';
import { sizeOf } from '../../../engine/shapes.js';
import { axisTable } from '../axisTable.js';
import { replaceKernel } from '../replaceKernel.js';
import type { SimdBackend } from '../SimdBackend.js';

/**
 * Sums and means of float32 tensors over any axes, in one pass, in double precision. Other types, and tensors without
 * axes or elements, stay with the cpu kernels.
 */
export function replaceSum(): void {
  for (const kernelName of [Sum, Mean]) {
    replaceKernel(kernelName, (call, inherited) => {
      const { x } = call.inputs as { x: TensorInfo };
      const { axis, keepDims } = call.attrs as unknown as SumAttrs;
      if (x.dtype !== 'float32' || x.shape.length === 0 || sizeOf(x.shape) === 0) return inherited(call);
      const summed = util.parseAxisParam(axis, x.shape);
      const kept = x.shape.map((size, i) => (summed.includes(i) ? 1 : size));
      const simd = call.backend as SimdBackend;
      const result = simd.output(keepDims ? kept : x.shape.filter((_, i) => !summed.includes(i)));
      const size = sizeOf(kept);
      const divisor = kernelName === Mean ? sizeOf(x.shape) / size : 1;
      simd.withScratch(size * 8, (sums) => {
        new Float64Array(simd.heap.memory.buffer, sums, size).fill(0);
        const strides = stretchedStrides(kept, x.shape.length);
        // The second stride, of x itself, keeps axes apart that are summed in different ways.
        const { count, row, axes } = axisTable(simd.heap.memory, x.shape, strides, rowMajorStrides(x.shape), [8, 4]);
        simd.run('addRows', { items: count, chunk: count }, simd.address(x), sums, row.size, row.strideA, ...axes);
        simd.run('divideSums', { items: size, chunk: size }, sums, simd.address(result), divisor);
      });
      return result;
    });
  }
}
