import type { TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../engine/shapes.js';
import { ELEMENTS } from './chunks.js';
import type { SimdBackend } from './SimdBackend.js';

/**
 * Lends the int32 numbers of the rows that positions name: lists of as many int32 as there are strides, in rows.
 *
 * @returns What `use` makes of the address of the numbers, or `undefined` where one is not among `numRows`.
 */
export function withFlatIndices<Result>(
  simd: SimdBackend,
  indices: TensorInfo,
  strides: readonly number[],
  numRows: number,
  use: (ids: number) => Result,
): Result | undefined {
  const rank = strides.length;
  const items = sizeOf(indices.shape) / Math.max(1, rank);
  return simd.withScratch((items + rank + 1) * 4, (ids) => {
    const [table, isOutside] = [ids + items * 4, ids + (items + rank) * 4];
    const view = new Int32Array(simd.heap.memory.buffer, table, rank + 1);
    view.set([...strides, 0]);
    const numbers = [simd.address(indices), rank, table, numRows, ids, isOutside];
    simd.run('flattenIndices', { items, chunk: ELEMENTS / 2 }, ...numbers);
    return view[rank] === 0 ? use(ids) : undefined;
  });
}
