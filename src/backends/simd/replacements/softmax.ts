import { Softmax, type SoftmaxAttrs, type TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../engine/shapes.js';
import { rowsOf } from '../chunks.js';
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
    // An exponential is worth some additions.
    const job = { items: sizeOf(shape) / shape[last], chunk: rowsOf(4 * shape[last]) };
    simd.run('softmax', job, simd.address(logits), simd.address(result), shape[last]);
    return result;
  });
}
