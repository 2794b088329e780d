import { Cast, type CastAttrs, type TensorInfo } from '@tensorflow/tfjs-core';
import type { SimdBackend } from '../SimdBackend.js';
import { replaceKernel } from '../replaceKernel.js';

/**
 * Casts of whole numbers and booleans to `float32`, and of booleans to `int32`, convert.
 *
 * The cpu kernel gives the input's data another type: a float tensor over whole numbers, whose bits a SIMD kernel would
 * read as floats. The other casts stay with it.
 */
export function replaceCast(): void {
  replaceKernel(Cast, (call, inherited) => {
    const { x } = call.inputs as { x: TensorInfo };
    const { dtype } = call.attrs as unknown as CastAttrs;
    const widens = (dtype === 'float32' && x.dtype !== dtype) || (dtype === 'int32' && x.dtype === 'bool');
    if (!widens || (x.dtype !== 'int32' && x.dtype !== 'bool')) return inherited(call);
    const simd = call.backend as SimdBackend;
    return simd.makeTensorInfo(x.shape, dtype, simd.data.get(x.dataId).values);
  });
}
