import { Cumsum, type CumsumAttrs, type TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../engine/shapes.js';
import { ELEMENTS, rowsOf } from '../chunks.js';
import { elementType } from '../elementType.js';
import { replaceKernel } from '../replaceKernel.js';
import type { SimdBackend } from '../SimdBackend.js';

/** Columns that a task sums at once. */
const COLUMNS = 64;
/** Rows that a task sums at once. */
const SIDE_BY_SIDE = 4;

/**
 * Running sums of float32 and int32 along an axis counted from the front, each number rounded as it is added. Other types,
 * other axes, and tensors without axes or elements stay with the cpu kernel.
 */
export function replaceCumulativeSum(): void {
  replaceKernel(Cumsum, (call, inherited) => {
    const { x } = call.inputs as { x: TensorInfo };
    const { axis, exclusive, reverse } = call.attrs as unknown as CumsumAttrs;
    const isWide = x.dtype === 'float32' || x.dtype === 'int32';
    const isInside = axis >= 0 && axis < x.shape.length;
    if (!isWide || !isInside || sizeOf(x.shape) === 0) return inherited(call);
    const simd = call.backend as SimdBackend;
    const result = simd.output(x.shape, x.dtype);
    const [height, width] = [x.shape[axis], sizeOf(x.shape.slice(axis + 1))];
    const outer = sizeOf(x.shape.slice(0, axis));
    const numbers = [elementType(x)!.code, simd.address(x), simd.address(result)];
    if (width === 1) {
      const job = { items: outer, chunk: Math.max(SIDE_BY_SIDE, rowsOf(height)) };
      simd.run('cumulativeSumRows', job, ...numbers, height, +exclusive, +reverse);
    } else {
      const chunk = Math.ceil(ELEMENTS / (height * Math.min(width, COLUMNS)));
      const job = { items: outer * Math.ceil(width / COLUMNS), chunk };
      simd.run('cumulativeSumColumns', job, ...numbers, width, height, +exclusive, +reverse);
    }
    return result;
  });
}
