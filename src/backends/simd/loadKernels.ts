import { allowRelaxedSimd } from './allowRelaxedSimd.js';
import { fused, plain } from './generated/kernels.js';
import { kernelFunctions } from './threads/kernelFunctions.js';
import type { KernelFunctions } from './threads/taskRunner.js';

/** Which build computes: with products fused with their sums, or not. Results differ in their last bits. */
export type KernelBuild = 'plain' | 'fused';

/** The kernels of one build on one memory. */
export interface SimdKernels {
  readonly build: KernelBuild;
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** The functions of `kernels/` by name, and `sharedProduct`. */
  readonly run: KernelFunctions;
}

/**
 * The kernels on a memory, of the fastest build that this engine runs unless told otherwise.
 *
 * @throws Error when the engine does not run that build.
 */
export function loadKernels(memory: WebAssembly.Memory, build: KernelBuild = fastestBuild()): SimdKernels {
  const bytes = bytesOf(build);
  if (!(memory.buffer instanceof ArrayBuffer)) return instantiate(memory, build, bytes);
  bytes[sharedFlagOf(bytes)] = UNSHARED;
  return instantiate(memory, build, bytes);
}

function instantiate(memory: WebAssembly.Memory, build: KernelBuild, bytes: Uint8Array<ArrayBuffer>): SimdKernels {
  if (!runs(build, bytes)) throw new Error(`simd: this engine must run the ${build} build, it does not`);
  const module = new WebAssembly.Module(bytes);
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return { build, module, memory, run: kernelFunctions(exports, memory) };
}

/** `'fused'` where the engine knows relaxed SIMD, as Node does. */
export function fastestBuild(): KernelBuild {
  return runs('fused', bytesOf('fused')) ? 'fused' : 'plain';
}

/** Whether this engine has SIMD at all; old processors and engines lack it. */
export function runsSimd(): boolean {
  return runs('plain', bytesOf('plain'));
}

function runs(build: KernelBuild, bytes: Uint8Array<ArrayBuffer>): boolean {
  if (build === 'fused') allowRelaxedSimd();
  return WebAssembly.validate(bytes);
}

function bytesOf(build: KernelBuild): Uint8Array<ArrayBuffer> {
  const text = atob(build === 'fused' ? fused : plain);
  const bytes = new Uint8Array(text.length);
  // `Uint8Array.from` takes more than ten times as long, at every start.
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** Limits of a memory with a maximum, not shared and shared. */
const UNSHARED = 1;
const SHARED = 3;

/** Where the import of the memory, `env.memory`, says that it is shared: the same code runs on memory that is not. */
function sharedFlagOf(bytes: Uint8Array): number {
  const memory = 2;
  const entry = [...'\x03env\x06memory'].map((character) => character.charCodeAt(0)).concat(memory, SHARED);
  const start = bytes.findIndex((_, at) => entry.every((byte, i) => bytes[at + i] === byte));
  return start + entry.length - 1;
}
