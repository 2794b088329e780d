import type { Tensor } from '@tensorflow/tfjs-core';
import { runOwnKernel } from '../engine/runOwnKernel.js';

/**
 * The Euclidean norm over all tensors, summed in double precision, where every square of a float32 is finite; nothing on
 * a backend without the kernel. It has no gradient.
 */
export function normInDouble(tensors: readonly Tensor[]): Tensor | undefined {
  return runOwnKernel('globalNorm', Object.fromEntries(tensors.entries()))?.[0];
}
