import { Softmax, type SoftmaxAttrs, type TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../engine/shapes.js';
import { replaceKernel } from '../replaceKernel.js';
import type { SimdBackend } from '../SimdBackend.js';

/** Softmax of float32 tensors over their last axis, which is the only one that TensorFlow.js passes to its kernels. */
export function replaceSoftmax(): void {
  replaceKernel(Softmax, (call, inherited) => {
    const { logits } = call.inputs as { logits: TensorInfo };
    const { dim } = call.attrs as unknown as SoftmaxAttrs;
    const { shape } = logits;
    const last = shape.length - 1;
    if (logits.dtype !== 'float32' || dim !== last || sizeOf(shape) === 0) return inherited(call);
    const simd = call.backend as SimdBackend;
    const result = simd.output(shape);
    const count = sizeOf(shape) / shape[last];
    simd.kernels.run.softmax(simd.address(logits), simd.address(result), count, shape[last]);
    return result;
  });
}
