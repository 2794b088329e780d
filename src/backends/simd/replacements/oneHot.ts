import { OneHot, type DataType, type OneHotAttrs, type TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../engine/shapes.js';
import { rowsOf } from '../chunks.js';
import { elementType } from '../elementType.js';
import { replaceKernel } from '../replaceKernel.js';
import type { SimdBackend } from '../SimdBackend.js';
import { viewTypeOf } from '../TensorBlock.js';

/** Rows that are on where an int32 index says, of any type that lies in the memory. Other indices stay with the cpu kernel. */
export function replaceOneHot(): void {
  replaceKernel(OneHot, (call, inherited) => {
    const { indices } = call.inputs as { indices: TensorInfo };
    const { depth, onValue, offValue, ...attrs } = call.attrs as unknown as OneHotAttrs;
    const dtype: DataType = attrs.dtype;
    const type = elementType({ dtype });
    if (type === undefined || indices.dtype !== 'int32') return inherited(call);
    const simd = call.backend as SimdBackend;
    const result = simd.output([...indices.shape, depth], dtype);
    const job = { items: sizeOf(indices.shape), chunk: rowsOf(depth) };
    const [on, off] = [bitsOf(onValue, dtype), bitsOf(offValue, dtype)];
    simd.run('oneHot', job, simd.address(indices), simd.address(result), depth, type.bytes, on, off);
    return result;
  });
}

/** How a number is stored as that type, rounded through float32 as the cpu kernel does. */
function bitsOf(value: number, dtype: DataType): number {
  const bytes = new Uint8Array(4);
  new (viewTypeOf(dtype)!)(bytes.buffer)[0] = Math.fround(value);
  return new Int32Array(bytes.buffer)[0];
}
