import type { TensorInfo } from '@tensorflow/tfjs-core';
import { addKernel } from '../addKernel.js';
import { rowsOf } from '../chunks.js';
import type { KernelCall } from '../replaceKernel.js';
import type { SimdBackend } from '../SimdBackend.js';

/**
 * Cross-entropy of logits `[rows, classes]` and labels, int32, or distributions, float32: a loss per row, and the gradient
 * by the logits.
 */
export function addCrossEntropy(): void {
  addKernel('crossEntropy', (call) => {
    const { logits } = call.inputs as { logits: TensorInfo };
    return run(call, '', logits.shape.slice(0, 1));
  });
  addKernel('crossEntropyGradient', (call) => {
    const { logits } = call.inputs as { logits: TensorInfo };
    return run(call, 'Gradient', logits.shape);
  });
}

function run({ inputs, attrs, backend }: KernelCall, derivative: '' | 'Gradient', shape: number[]): TensorInfo {
  const { logits, target, cotangent } = inputs as Record<string, TensorInfo>;
  const { labelSmoothing, ignoredClass = NaN } = attrs as { labelSmoothing: number; ignoredClass?: number };
  const simd = backend as SimdBackend;
  const [numRows, numClasses] = logits.shape;
  const result = simd.output(shape);
  const given = derivative === '' ? [logits, target] : [logits, target, cotangent];
  const addresses = [...given, result].map((tensor) => simd.address(tensor));
  const sparse = target.dtype === 'int32';
  const name = `crossEntropy${derivative}Of${sparse ? 'Labels' : 'Distributions'}`;
  const ignored = sparse ? [ignoredClass] : [];
  const job = { items: numRows, chunk: rowsOf(numClasses) };
  simd.run(name, job, ...addresses, numClasses, labelSmoothing, ...ignored);
  return result;
}
