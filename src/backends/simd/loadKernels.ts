import { fused, plain } from './generated/kernels.js';

/** The functions of `kernels/`, called with addresses and numbers. */
export type SimdKernels = Record<string, (...numbers: number[]) => number> & { readonly build: KernelBuild };

/** Which build computes: with products fused with their sums, or not. Results differ in their last bits. */
export type KernelBuild = 'plain' | 'fused';

/** The fastest build that this engine runs, on a memory. */
export function loadKernels(memory: WebAssembly.Memory, build: KernelBuild = fastestBuild()): SimdKernels {
  const module = new WebAssembly.Module(bytesOf(build));
  return { ...new WebAssembly.Instance(module, { env: { memory } }).exports, build } as SimdKernels;
}

/** `'fused'` where the engine knows relaxed SIMD: Node from 22 on. */
export function fastestBuild(): KernelBuild {
  return WebAssembly.validate(bytesOf('fused')) ? 'fused' : 'plain';
}

function bytesOf(build: KernelBuild): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(build === 'fused' ? fused : plain), (character) => character.charCodeAt(0));
}
