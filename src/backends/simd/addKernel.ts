import { registerKernel, type KernelFunc } from '@tensorflow/tfjs-core';
import type { KernelCall } from './replaceKernel.js';
import type { SimdBackend } from './SimdBackend.js';

/** Registers a kernel of ours that TensorFlow.js does not know, for `runOwnKernel`. */
export function addKernel(kernelName: string, kernel: (call: KernelCall) => ReturnType<KernelFunc>): void {
  const kernelFunc: KernelFunc = (call) => (call.backend as SimdBackend).runWhole(() => kernel(call));
  registerKernel({ kernelName, backendName: 'simd', kernelFunc });
}
