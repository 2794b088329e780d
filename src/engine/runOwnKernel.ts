import { engine, getBackend, getKernel, type NamedTensorMap, type Tensor } from '@tensorflow/tfjs-core';
import { tellKernelUse } from './kernelUse.js';

/** Options of a kernel: numbers, texts, booleans, or lists of numbers or texts. */
export type KernelOptions = Record<
  string,
  number | string | boolean | readonly number[] | readonly string[] | undefined
>;

/** Whether the backend in use has a kernel of ours, for operations that keep other tensors then. */
export function hasOwnKernel(name: string): boolean {
  const has = getKernel(name, getBackend()) !== undefined;
  if (!has) tellKernelUse(name, `backend '${getBackend()}' has no kernel for it`);
  return has;
}

/**
 * What a kernel of ours makes, one that TensorFlow.js does not know, or `undefined` where the backend in use lacks it: then
 * the caller computes the same with TensorFlow.js's operations.
 *
 * @param name That of the operation, with `Gradient` behind it for its derivative.
 */
export function runOwnKernel(name: string, inputs: NamedTensorMap, options: KernelOptions = {}): Tensor[] | undefined {
  if (!hasOwnKernel(name)) return undefined;
  tellKernelUse(name);
  const made = engine().runKernel(name, inputs, options as Parameters<ReturnType<typeof engine>['runKernel']>[2]);
  return Array.isArray(made) ? made : [made];
}
