import type { backend_util, DataType, TensorInfo } from '@tensorflow/tfjs-core';
import type { WasmHeap } from './WasmHeap.js';

type ViewType = typeof Float32Array | typeof Int32Array | typeof Uint8Array;

/** How the types that live in the memory are stored there. */
const VIEWS: Partial<Record<DataType, ViewType>> = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };

/** The view that a type is stored through, or `undefined` when its values stay in JavaScript: strings, complex numbers. */
export function viewTypeOf(dtype: DataType): ViewType | undefined {
  return VIEWS[dtype];
}

/** What the backend knows of a tensor in the memory; the cpu kernels read {@link values}. */
export class TensorBlock {
  complexTensorInfos?: { real: TensorInfo; imag: TensorInfo };
  private view?: backend_util.TypedArray;

  constructor(
    private readonly heap: WasmHeap,
    private readonly viewType: ViewType,
    readonly dtype: DataType,
    readonly address: number,
    readonly size: number,
    public refCount: number,
  ) {}

  /** The numbers in the memory itself, not a copy; the view is made when it is first asked for. */
  get values(): backend_util.TypedArray {
    return (this.view ??= new this.viewType(this.heap.memory.buffer, this.address, this.size));
  }
}
