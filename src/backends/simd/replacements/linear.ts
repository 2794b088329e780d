import type { TensorInfo } from '@tensorflow/tfjs-core';
import { addKernel } from '../addKernel.js';
import { multiplyMatrices } from '../products/multiplyMatrices.js';
import type { SimdBackend } from '../SimdBackend.js';

/** `linear` of x `[M, K]`, kernel `[K, N]` and bias `[N]`, float32 with elements: the product with the bias added to each row. */
export function addLinear(): void {
  addKernel('linear', ({ inputs, backend }) => {
    const { x: a, kernel: b, bias } = inputs as Record<string, TensorInfo>;
    return multiplyMatrices(
      backend as SimdBackend,
      { a, b, transposeA: false, transposeB: false },
      { bias, relu: false },
    );
  });
}
