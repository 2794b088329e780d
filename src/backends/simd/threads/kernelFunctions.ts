import { SHARED_PRODUCT, sharedProduct } from '../blas/sharedProduct.js';
import type { KernelFunctions } from './taskRunner.js';

/** What a thread runs by name, in an order that all threads have: the kernels, and what calls a library of the system. */
export function kernelFunctions(exports: WebAssembly.Exports, memory: WebAssembly.Memory): KernelFunctions {
  return { ...(exports as KernelFunctions), [SHARED_PRODUCT]: sharedProduct(memory) };
}
