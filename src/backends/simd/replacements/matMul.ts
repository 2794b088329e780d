import { BatchMatMul, type BatchMatMulAttrs, type TensorInfo } from '@tensorflow/tfjs-core';
import { isMultiplied, multiplyMatrices } from '../products/multiplyMatrices.js';
import { replaceKernel } from '../replaceKernel.js';
import type { SimdBackend } from '../SimdBackend.js';

/**
 * Products of float32 matrices, transposed or not, with any broadcasting of their batches. Other types, and matrices
 * without elements, stay with the cpu kernel.
 */
export function replaceMatMul(): void {
  replaceKernel(BatchMatMul, (call, inherited) => {
    const { a, b } = call.inputs as { a: TensorInfo; b: TensorInfo };
    const { transposeA, transposeB } = call.attrs as unknown as BatchMatMulAttrs;
    const product = { a, b, transposeA, transposeB };
    if (!isMultiplied(product)) return inherited(call);
    return multiplyMatrices(call.backend as SimdBackend, product, { relu: false });
  });
}
