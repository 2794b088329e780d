import { Cast, type CastAttrs, type TensorInfo } from '@tensorflow/tfjs-core';
import { replaceKernel } from '../replaceKernel.js';
import { runEach } from '../runEach.js';
import type { SimdBackend } from '../SimdBackend.js';

const KERNELS: Record<string, Record<string, string>> = {
  float32: { int32: 'float32ToInt32', bool: 'float32ToBool' },
  int32: { float32: 'int32ToFloat32', bool: 'int32ToBool' },
  bool: { float32: 'boolToFloat32', int32: 'boolToInt32' },
};

/**
 * Casts among `float32`, `int32` and `bool` convert. Casts to the type that a tensor has, and of complex numbers, stay with the
 * cpu kernel.
 *
 * To wider types the cpu kernel only gives the input's data another name: a float tensor over whole numbers, whose bits a
 * SIMD kernel would read as floats.
 */
export function replaceCast(): void {
  replaceKernel(Cast, (call, inherited) => {
    const { x } = call.inputs as { x: TensorInfo };
    const { dtype } = call.attrs as unknown as CastAttrs;
    const name = KERNELS[x.dtype]?.[dtype];
    return name === undefined ? inherited(call) : runEach(call.backend as SimdBackend, name, [x], dtype);
  });
}
