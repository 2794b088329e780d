import { Softmax, type SoftmaxAttrs, type TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../engine/shapes.js';
import { addKernel } from '../addKernel.js';
import { rowsOf } from '../chunks.js';
import { replaceKernel } from '../replaceKernel.js';
import type { SimdBackend } from '../SimdBackend.js';

/**
 * Softmax of float32 tensors over their last axis, which is the only one that TensorFlow.js passes to its kernels, and of
 * ours over the last axes together with its gradient.
 */
export function replaceSoftmax(): void {
  replaceKernel(Softmax, (call, inherited) => {
    const { logits } = call.inputs as { logits: TensorInfo };
    const { dim } = call.attrs as unknown as SoftmaxAttrs;
    const last = logits.shape.length - 1;
    if (logits.dtype !== 'float32' || dim !== last || sizeOf(logits.shape) === 0) return inherited(call);
    return ofRows(call.backend as SimdBackend, 'softmax', [logits], logits.shape[last]);
  });
  addKernel('softmax', ({ inputs, attrs, backend }) => {
    const { logits } = inputs as { logits: TensorInfo };
    return ofRows(backend as SimdBackend, 'softmax', [logits], (attrs as { width: number }).width);
  });
  addKernel('softmaxGradient', ({ inputs, attrs, backend }) => {
    const { cotangent, y } = inputs as Record<string, TensorInfo>;
    return ofRows(backend as SimdBackend, 'softmaxGradient', [cotangent, y], (attrs as { width: number }).width);
  });
}

/** The result of a kernel that makes rows of the rows of some tensors. */
function ofRows(simd: SimdBackend, name: string, tensors: TensorInfo[], width: number): TensorInfo {
  const { shape } = tensors[0];
  const result = simd.output(shape);
  const job = { items: width === 0 ? 0 : sizeOf(shape) / width, chunk: rowsOf(width) };
  simd.run(name, job, ...[...tensors, result].map((tensor) => simd.address(tensor)), width);
  return result;
}
