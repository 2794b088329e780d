import { getKernel, type KernelFunc } from '@tensorflow/tfjs-core';
import { pinKernel } from '../../engine/registrations.js';
import type { SimdBackend } from './SimdBackend.js';

/** What TensorFlow.js calls a kernel with. */
export type KernelCall = Parameters<KernelFunc>[0];

/** A kernel of ours; what it does not cover it hands to the one it replaces. */
export type Replacement = (call: KernelCall, inherited: KernelFunc) => ReturnType<KernelFunc>;

/** Registers a kernel of the simd backend in place of the one that was copied from cpu. */
export function replaceKernel(kernelName: string, replacement: Replacement): void {
  const replaced = getKernel(kernelName, 'simd');
  const kernelFunc: KernelFunc = (call) =>
    (call.backend as SimdBackend).runWhole(() => replacement(call, replaced.kernelFunc));
  pinKernel({ ...replaced, kernelFunc });
}
