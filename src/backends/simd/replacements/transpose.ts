import { Transpose, type TensorInfo, type TransposeAttrs } from '@tensorflow/tfjs-core';
import { rowMajorStrides } from '../../../engine/fixes/cpu/strides.js';
import { copyStrided } from '../copyStrided.js';
import { elementType } from '../elementType.js';
import { replaceKernel } from '../replaceKernel.js';
import type { SimdBackend } from '../SimdBackend.js';

/** Transposes of any rank. Strings and complex numbers stay with the cpu kernel. */
export function replaceTranspose(): void {
  replaceKernel(Transpose, (call, inherited) => {
    const { x } = call.inputs as { x: TensorInfo };
    const { perm } = call.attrs as unknown as TransposeAttrs;
    const type = elementType(x);
    if (type === undefined) return inherited(call);
    const simd = call.backend as SimdBackend;
    const shape = perm.map((axis) => x.shape[axis]);
    const strides = rowMajorStrides(x.shape);
    const result = simd.output(shape, x.dtype);
    const from = { address: simd.address(x), strides: perm.map((axis) => strides[axis]) };
    copyStrided(simd, shape, from, { address: simd.address(result), strides: rowMajorStrides(shape) }, type.bytes);
    return result;
  });
}
