import type { Koffi, NativeFunction, NativeLibrary } from './loadKoffi.js';

/** Of `cblas.h`. */
const ROW_MAJOR = 101;
const NO_TRANSPOSE = 111;
const TRANSPOSE = 112;

/** Functions that set the number of threads, by library: OpenBLAS, MKL, BLIS. */
const THREAD_FUNCTIONS = [
  ['openblas_set_num_threads', 'int'],
  ['MKL_Set_Num_Threads', 'int'],
  ['bli_thread_set_num_threads', 'int64_t'],
] as const;

/** `c = a b`, all of float32 in the same memory. */
export interface BlasProduct {
  M: number;
  N: number;
  K: number;
  /** Whether an operand lies transposed. */
  transposeA: boolean;
  transposeB: boolean;
  /** Addresses. */
  a: number;
  b: number;
  c: number;
  /** Numbers from one row to the next, as they lie. */
  lineA: number;
  lineB: number;
  lineC: number;
}

/** How many were made. */
let made = 0;

/** A BLAS library of the system, through its `cblas_sgemm`. It is loaded once in a process, and never unloaded. */
export class SystemBlas {
  /** Which of this process it is. */
  readonly order = ++made;
  private readonly sgemm: NativeFunction;
  private readonly setThreads?: NativeFunction;
  private isOnOneThread = false;

  /**
   * @param name A path, or a name that the system's loader knows it by.
   * @param koffiPath Where koffi is, by which other threads of this process call the library as well.
   * @throws Error when the library does not load, or has no `cblas_sgemm`.
   */
  constructor(
    koffi: Koffi,
    readonly name: string,
    readonly koffiPath: string,
  ) {
    const library = koffi.load(name);
    const sizes = ['int', 'int', 'int', 'int', 'int', 'int'];
    const numbers = ['float', 'const float *', 'int', 'const float *', 'int', 'float', 'float *', 'int'];
    this.sgemm = library.func('cblas_sgemm', 'void', [...sizes, ...numbers]);
    for (const [set, type] of THREAD_FUNCTIONS) this.setThreads ??= functionOf(library, set, 'void', [type]);
  }

  /**
   * Whether threads of ours may each compute a part of a product, since it can be told to have no other ones. Those of OpenBLAS sleep
   * or take our cores between products: two cores gave a training step 90 to 112 GFLOP/s with its threads, 135 to 153 with ours.
   */
  get isShared(): boolean {
    return this.setThreads !== undefined;
  }

  /** Has it compute on the thread that calls, in the whole process; Accelerate has threads of its own whatever is said. */
  useOneThread(): void {
    if (!this.isOnOneThread) this.setThreads?.(1);
    this.isOnOneThread = true;
  }

  /** What computes, in a line: `libopenblas.so.0, 2 threads`. */
  describe(threads: number): string {
    if (!this.isShared) return `${this.name}, threads of its own`;
    return `${this.name}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
  }

  /**
   * Multiplies matrices, whatever is in the result before.
   *
   * @throws Error when the call cannot be made.
   */
  multiply(memory: WebAssembly.Memory, product: BlasProduct): void {
    const { M, N, K, transposeA, transposeB, a, b, c, lineA, lineB, lineC } = product;
    const numbers = new Float32Array(memory.buffer);
    const at = (address: number): Float32Array => numbers.subarray(address / 4);
    const [kindA, kindB] = [transposeA, transposeB].map((transposed) => (transposed ? TRANSPOSE : NO_TRANSPOSE));
    try {
      this.sgemm(ROW_MAJOR, kindA, kindB, M, N, K, 1, at(a), lineA, at(b), lineB, 0, at(c), lineC);
    } catch (cause) {
      const sizes = `[${M}, ${K}] by [${K}, ${N}]`;
      throw new Error(`simd: ${this.name} must multiply ${sizes}, got: ${(cause as Error).message}`, { cause });
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
