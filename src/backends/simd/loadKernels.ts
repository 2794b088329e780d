import { fused, plain } from './generated/kernels.js';

/** Which build computes: with products fused with their sums, or not. Results differ in their last bits. */
export type KernelBuild = 'plain' | 'fused';

/** The kernels of one build on one memory. */
export interface SimdKernels {
  readonly build: KernelBuild;
  readonly memory: WebAssembly.Memory;
  /** The functions of `kernels/` by name, called with addresses and numbers. */
  readonly run: Readonly<Record<string, (...numbers: number[]) => void>>;
}

/** The kernels on a memory, of the fastest build that this engine runs unless told otherwise. */
export function loadKernels(memory: WebAssembly.Memory, build: KernelBuild = fastestBuild()): SimdKernels {
  const module = new WebAssembly.Module(bytesOf(build));
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return { build, memory, run: exports as SimdKernels['run'] };
}

/** `'fused'` where the engine knows relaxed SIMD: Node from 22 on. */
export function fastestBuild(): KernelBuild {
  return WebAssembly.validate(bytesOf('fused')) ? 'fused' : 'plain';
}

function bytesOf(build: KernelBuild): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(build === 'fused' ? fused : plain), (character) => character.charCodeAt(0));
}
