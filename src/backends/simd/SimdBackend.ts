import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { util, type backend_util, type DataType, type TensorInfo } from '@tensorflow/tfjs-core';
import { formatShape } from '../../engine/shapes.js';
import type { SimdOptions } from '../../engine/SimdOptions.js';
import { askedBlas } from './blas/askedBlas.js';
import type { SystemBlas } from './blas/SystemBlas.js';
import { KernelJournal } from './KernelJournal.js';
import { checkSimdOptions } from './checkSimdOptions.js';
import { loadKernels, type KernelBuild } from './loadKernels.js';
import { TensorBlock, viewTypeOf } from './TensorBlock.js';
import { numCores } from './threads/startThread.js';
import { MOST_THREADS } from './threads/controlWords.js';
import { ThreadPool, type Job } from './threads/ThreadPool.js';
import { WasmHeap } from './WasmHeap.js';

type Values = backend_util.BackendValues;

/**
 * TensorFlow.js's cpu backend with its numbers in one WebAssembly memory, where the SIMD kernels read and write them.
 *
 * Numbers are copied when they are written and when they are read: no tensor shares memory with an array of the user,
 * or with another tensor's block. Strings stay in JavaScript, and complex numbers are two tensors, as on cpu.
 */
export class SimdBackend extends MathBackendCPU {
  private pool: ThreadPool;
  private journal?: KernelJournal;
  /** `null` where none was asked for, `undefined` before that was looked at. */
  private askedFor?: SystemBlas | null;

  /** @param heap Where the tensors lie: a memory of up to 4 GiB unless told otherwise. */
  constructor(readonly heap = new WasmHeap()) {
    super();
    // The first use of the cpu backend would print an advertisement of tfjs-node.
    (this as unknown as { firstUse: boolean }).firstUse = false;
    this.pool = this.makePool({});
  }

  /** How many threads compute once all are up, the caller among them. */
  get threads(): number {
    return this.pool.threads;
  }

  /** How many threads compute now: fewer than {@link threads} while they start, and after too many died. */
  get running(): number {
    return this.pool.running;
  }

  /** Which build of the kernels computes. */
  get build(): KernelBuild {
    return this.pool.build;
  }

  /**
   * The BLAS of the system that large products go to, if one was asked for.
   *
   * @throws Error when the environment asks for one that cannot be loaded: before the first product nobody looked.
   */
  get blas(): SystemBlas | undefined {
    // Once: every large product asks, and reading the environment is slow.
    if (this.askedFor === undefined) this.askedFor = askedBlas() ?? null;
    return this.askedFor ?? undefined;
  }

  /**
   * Changes how it computes; the tensors stay.
   *
   * @throws Error when an option is out of its range, the engine does not run that build, or the BLAS cannot be loaded;
   * it computes on as before then.
   */
  async configure(options: SimdOptions): Promise<void> {
    checkSimdOptions(options);
    const blas = askedBlas(options.blas) ?? null;
    const before = this.pool;
    this.pool = this.makePool(options);
    this.askedFor = blas;
    const stopped = before.stop();
    this.pool.startAfter(stopped);
    await stopped;
  }

  /** Runs a kernel over all items, see {@link ThreadPool.run}. */
  run(name: string, job: Job, ...numbers: number[]): void {
    this.pool.run(name, job, ...numbers);
  }

  /** Runs what computes on all cores by itself; the threads sleep meanwhile. */
  whileThreadsRest(work: () => void): void {
    this.pool.whileResting(work);
  }

  /** Ends the threads. The memory goes with the backend. */
  override dispose(): void {
    void this.pool.stop();
  }

  /**
   * Copies values into the memory.
   *
   * @throws Error when the memory is full; the backend works on without the tensor.
   */
  override write(values: Values, shape: number[], dtype: DataType): object {
    const dataId = {};
    this.move(dataId, values, shape, dtype, 1);
    this.journal?.make(dataId);
    return dataId;
  }

  /** Takes over a tensor of another backend: not made by the kernel that asks for it, and not gone when that throws. */
  override move(dataId: object, values: Values, shape: number[], dtype: DataType, refCount: number): void {
    if (viewTypeOf(dtype) === undefined || values == null) super.move(dataId, values, shape, dtype, refCount);
    else this.place(dataId, values.length, shape, dtype, refCount).values.set(values as backend_util.TypedArray);
  }

  /** A new tensor of `float32`, `int32` or `bool` whose numbers are whatever was in the memory before. */
  output(shape: number[], dtype: DataType = 'float32'): TensorInfo {
    const dataId = {};
    this.place(dataId, util.sizeFromShape(shape), shape, dtype, 1);
    this.journal?.make(dataId);
    return { dataId, shape, dtype };
  }

  /** Where the numbers of a tensor begin. */
  address({ dataId }: TensorInfo): number {
    return (this.data.get(dataId) as TensorBlock).address;
  }

  /**
   * Runs a kernel with some bytes of memory that it may use meanwhile.
   *
   * @throws Error when the memory is full.
   */
  withScratch<Result>(bytes: number, use: (address: number) => Result): Result {
    const address = this.heap.allocate(bytes);
    if (address === undefined)
      throw new Error(`simd: the memory must hold ${bytes} bytes for a kernel, got ${this.room()}`);
    try {
      return use(address);
    } finally {
      this.heap.release(address);
    }
  }

  /** Runs a kernel wholly or not at all: what it made is freed when it throws. */
  runWhole<Result>(kernel: () => Result): Result {
    // A kernel that hands over to the one it replaces is undone as a whole.
    if (this.journal !== undefined) return kernel();
    const journal = new KernelJournal();
    this.journal = journal;
    try {
      return kernel();
    } catch (error) {
      this.journal = undefined;
      journal.undo(
        (dataId) => this.disposeData(dataId, true),
        (dataId) => this.decRef(dataId),
      );
      throw error;
    } finally {
      this.journal = undefined;
    }
  }

  override incRef(dataId: object): void {
    super.incRef(dataId);
    this.journal?.hold(dataId, 1);
  }

  override disposeData(dataId: object, force = false): boolean {
    if (!this.data.has(dataId)) return true;
    const data = this.data.get(dataId);
    this.journal?.hold(dataId, -1);
    const gone = super.disposeData(dataId, force);
    if (gone && data instanceof TensorBlock) this.heap.release(data.address);
    return gone;
  }

  /** A copy: the block is given to another tensor when this one is disposed. */
  override readSync(dataId: object): Values {
    const values = super.readSync(dataId);
    return this.data.get(dataId) instanceof TensorBlock ? (values as backend_util.TypedArray).slice() : values;
  }

  /** Bytes in use and bytes taken from the system; exact, since nothing waits for a garbage collector. */
  override memory(): { unreliable: boolean; reasons: string[]; numBytesInHeap: number; numBytesReserved: number } {
    const { bytes } = this.heap.use();
    const numBytesReserved = this.heap.memory.buffer.byteLength;
    return { unreliable: false, reasons: [], numBytesInHeap: bytes, numBytesReserved };
  }

  private place(dataId: object, size: number, shape: number[], dtype: DataType, refCount: number): TensorBlock {
    const viewType = viewTypeOf(dtype)!;
    const bytes = size * viewType.BYTES_PER_ELEMENT;
    const address = this.heap.allocate(bytes);
    if (address === undefined) {
      const tensor = `a ${dtype} tensor of shape ${formatShape(shape)}, ${bytes} bytes`;
      throw new Error(`simd: the memory must hold ${tensor}, got ${this.room()}`);
    }
    const block = new TensorBlock(this.heap, viewType, dtype, address, size, refCount);
    this.data.set(dataId, block);
    return block;
  }

  private makePool({ threads, build }: SimdOptions): ThreadPool {
    const most = this.heap.shared ? (threads ?? Math.min(numCores(), MOST_THREADS)) : 1;
    return new ThreadPool(loadKernels(this.heap.memory, build), most, (ended) => this.heap.holdUntil(ended));
  }

  private room(): string {
    const { blocks, bytes } = this.heap.use();
    return `${bytes} bytes in use by ${blocks} blocks`;
  }
}
