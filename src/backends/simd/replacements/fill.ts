import { Fill, OnesLike, util, ZerosLike, type DataType, type FillAttrs, type TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../engine/shapes.js';
import { ELEMENTS } from '../chunks.js';
import { replaceKernel } from '../replaceKernel.js';
import type { SimdBackend } from '../SimdBackend.js';
import { viewTypeOf } from '../TensorBlock.js';

/** Tensors of one number over and over: `float32`, `int32` and `bool`. Other types stay with the cpu kernels. */
export function replaceFill(): void {
  replaceKernel(Fill, (call, inherited) => {
    const { shape, value, dtype = util.inferDtype(value) } = call.attrs as unknown as FillAttrs;
    if (typeof value !== 'number' || viewTypeOf(dtype) === undefined) return inherited(call);
    return fill(call.backend as SimdBackend, shape, dtype, value);
  });
  for (const [kernelName, value] of [
    [ZerosLike, 0],
    [OnesLike, 1],
  ] as const) {
    replaceKernel(kernelName, (call, inherited) => {
      const { x } = call.inputs as { x: TensorInfo };
      if (viewTypeOf(x.dtype) === undefined) return inherited(call);
      return fill(call.backend as SimdBackend, x.shape, x.dtype, value);
    });
  }
}

function fill(simd: SimdBackend, shape: number[], dtype: DataType, value: number): TensorInfo {
  const result = simd.output(shape, dtype);
  const viewType = viewTypeOf(dtype)!;
  const perWord = 4 / viewType.BYTES_PER_ELEMENT;
  const [bits] = new Int32Array(new viewType(perWord).fill(value).buffer);
  const job = { items: Math.ceil(sizeOf(shape) / perWord), chunk: 2 * ELEMENTS };
  simd.run('fill', job, simd.address(result), bits);
  return result;
}
