import { Transpose, type TensorInfo, type TransposeAttrs } from '@tensorflow/tfjs-core';
import { rowMajorStrides } from '../../../engine/fixes/cpu/strides.js';
import { copyStrided } from '../copyStrided.js';
import { replaceKernel } from '../replaceKernel.js';
import type { SimdBackend } from '../SimdBackend.js';

/** Transposes of float32 and int32 tensors. Other types stay with the cpu kernel. */
export function replaceTranspose(): void {
  replaceKernel(Transpose, (call, inherited) => {
    const { x } = call.inputs as { x: TensorInfo };
    const { perm } = call.attrs as unknown as TransposeAttrs;
    if (x.dtype !== 'float32' && x.dtype !== 'int32') return inherited(call);
    const simd = call.backend as SimdBackend;
    const shape = perm.map((axis) => x.shape[axis]);
    const strides = rowMajorStrides(x.shape);
    const result = simd.output(shape, x.dtype);
    copyStrided(
      simd,
      shape,
      { address: simd.address(x), strides: perm.map((axis) => strides[axis]) },
      { address: simd.address(result), strides: rowMajorStrides(shape) },
    );
    return result;
  });
}
