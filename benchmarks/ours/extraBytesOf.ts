import { WasmHeap } from '../../src/backends/simd/WasmHeap.js';

/** A result, and the bytes that were in use at the peak while it was computed, beyond those before. */
export interface WithExtraBytes<Value> {
  value: Value;
  extraBytes: number;
}

/** Watches each block that a heap hands out while something is computed; the heap itself keeps no peak. */
export async function extraBytesOf<Value>(
  heap: WasmHeap,
  compute: () => Value | Promise<Value>,
): Promise<WithExtraBytes<Value>> {
  const before = heap.use().bytes;
  let most = before;
  heap.allocate = (bytes) => {
    const address = WasmHeap.prototype.allocate.call(heap, bytes);
    most = Math.max(most, heap.use().bytes);
    return address;
  };
  try {
    return { value: await compute(), extraBytes: most - before };
  } finally {
    Reflect.deleteProperty(heap, 'allocate');
  }
}
