import { All, Any, Max, Mean, Min, Prod, Sum, util } from '@tensorflow/tfjs-core';
import type { DataType, MaxAttrs, SumAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../engine/shapes.js';
import { reduce, type Reduction } from '../reduce.js';
import { replaceKernel } from '../replaceKernel.js';
import type { SimdBackend } from '../SimdBackend.js';

/** TensorFlow.js's kernels, with the types that they reduce here, by which operation, and to which type. */
const KERNELS: Record<string, [types: DataType[], Reduction['operation'], to: (from: DataType) => DataType]> = {
  [All]: [['bool'], 'minimum', () => 'bool'],
  [Any]: [['bool'], 'maximum', () => 'bool'],
  [Max]: [['float32', 'int32', 'bool'], 'maximum', (from) => from],
  [Mean]: [['float32', 'int32'], 'sum', () => 'float32'],
  [Min]: [['float32', 'int32', 'bool'], 'minimum', (from) => from],
  [Prod]: [['float32'], 'product', (from) => from],
  [Sum]: [['float32', 'int32'], 'sum', (from) => from],
};

/**
 * Reductions over any axes in one pass: sums, means and products in double precision, largest and smallest numbers with NaN
 * where one is NaN and −0 before 0. Other types, and tensors without axes or elements, stay with the cpu kernels.
 */
export function replaceReductions(): void {
  for (const [kernelName, [types, operation, to]] of Object.entries(KERNELS)) {
    replaceKernel(kernelName, (call, inherited) => {
      const { x } = call.inputs as { x: TensorInfo };
      const { axis, reductionIndices, keepDims } = call.attrs as unknown as SumAttrs & MaxAttrs;
      if (!types.includes(x.dtype) || x.shape.length === 0 || sizeOf(x.shape) === 0) return inherited(call);
      const axes = util.parseAxisParam(reductionIndices ?? axis, x.shape);
      const divisor =
        kernelName === Mean ? x.shape.reduce((count, size, i) => count * (axes.includes(i) ? size : 1), 1) : 1;
      const reduction = { x, operation, axes, keepDims, dtype: to(x.dtype), divisor };
      return reduce(call.backend as SimdBackend, reduction);
    });
  }
}
