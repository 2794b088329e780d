import { Cumsum, type CumsumAttrs, type TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../engine/shapes.js';
import { ELEMENTS } from '../chunks.js';
import { replaceKernel } from '../replaceKernel.js';
import type { SimdBackend } from '../SimdBackend.js';

/** Columns that a task sums at once. */
const COLUMNS = 16;

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
    const [count, width] = [x.shape[axis], sizeOf(x.shape.slice(axis + 1))];
    const items = sizeOf(x.shape.slice(0, axis)) * Math.ceil(width / COLUMNS);
    const job = { items, chunk: Math.ceil(ELEMENTS / (count * Math.min(width, COLUMNS))) };
    const numbers = [simd.address(x), simd.address(result), count, width, +exclusive, +reverse];
    simd.run('cumulativeSum', job, +(x.dtype === 'int32'), ...numbers);
    return result;
  });
}
