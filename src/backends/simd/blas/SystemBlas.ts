import type { Koffi, NativeFunction, NativeLibrary } from './loadKoffi.js';

/** Of `cblas.h`. */
const ROW_MAJOR = 101;
const NO_TRANSPOSE = 111;
const TRANSPOSE = 112;

/** Functions that set and tell the number of threads, by library: OpenBLAS, MKL, BLIS. */
const THREAD_FUNCTIONS = [
  ['openblas_set_num_threads', 'openblas_get_num_threads', 'int'],
  ['MKL_Set_Num_Threads', 'MKL_Get_Max_Threads', 'int'],
  ['bli_thread_set_num_threads', 'bli_thread_get_num_threads', 'int64_t'],
] as const;

/** `c = a b`, all of float32 in the same memory: sizes, whether an operand lies transposed, and the addresses. */
export interface BlasProduct {
  M: number;
  N: number;
  K: number;
  transposeA: boolean;
  transposeB: boolean;
  a: number;
  b: number;
  c: number;
}

/** A BLAS library of the system, through its `cblas_sgemm`. It is loaded once in a process, and never unloaded. */
export class SystemBlas {
  private readonly sgemm: NativeFunction;
  private readonly setThreads?: NativeFunction;
  private readonly getThreads?: NativeFunction;
  private lastThreads?: number;

  /**
   * @param name A path, or a name that the system's loader knows it by.
   * @throws Error when the library does not load, or has no `cblas_sgemm`.
   */
  constructor(
    koffi: Koffi,
    readonly name: string,
  ) {
    const library = koffi.load(name);
    const sizes = ['int', 'int', 'int', 'int', 'int', 'int'];
    const numbers = ['float', 'const float *', 'int', 'const float *', 'int', 'float', 'float *', 'int'];
    this.sgemm = library.func('cblas_sgemm', 'void', [...sizes, ...numbers]);
    for (const [set, get, type] of THREAD_FUNCTIONS) {
      this.setThreads ??= functionOf(library, set, 'void', [type]);
      this.getThreads ??= functionOf(library, get, type, []);
    }
  }

  /** Sets how many threads compute, for the whole process: a library may have fewer, or, as Accelerate, its own. */
  useThreads(threads: number): void {
    if (threads !== this.lastThreads) this.setThreads?.(threads);
    this.lastThreads = threads;
  }

  /** What computes, in a line: `libopenblas.so.0, 2 threads`. */
  describe(threads: number): string {
    this.useThreads(threads);
    const used = this.getThreads?.() as number | undefined;
    if (used === undefined) return `${this.name}, threads of its own`;
    return `${this.name}, ${used} ${used === 1 ? 'thread' : 'threads'}`;
  }

  /**
   * Multiplies matrices, whatever is in the result before.
   *
   * @throws Error when the call cannot be made.
   */
  multiply(memory: WebAssembly.Memory, { M, N, K, transposeA, transposeB, a, b, c }: BlasProduct): void {
    const numbers = new Float32Array(memory.buffer);
    const at = (address: number): Float32Array => numbers.subarray(address / 4);
    const [kindA, kindB] = [transposeA, transposeB].map((transposed) => (transposed ? TRANSPOSE : NO_TRANSPOSE));
    const left = [at(a), transposeA ? M : K];
    const right = [at(b), transposeB ? K : N];
    try {
      this.sgemm(ROW_MAJOR, kindA, kindB, M, N, K, 1, ...left, ...right, 0, at(c), N);
    } catch (cause) {
      const product = `[${M}, ${K}] by [${K}, ${N}]`;
      throw new Error(`simd: ${this.name} must multiply ${product}, got: ${(cause as Error).message}`, { cause });
    }
  }
}

function functionOf(
  library: NativeLibrary,
  name: string,
  result: string,
  parameters: string[],
): NativeFunction | undefined {
  try {
    return library.func(name, result, parameters);
  } catch {
    // Another library's.
    return undefined;
  }
}
