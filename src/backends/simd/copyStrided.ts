import { sizeOf } from '../../engine/shapes.js';
import { axisTable } from './axisTable.js';
import { ELEMENTS } from './chunks.js';
import type { SimdBackend } from './SimdBackend.js';

/** Where the elements of a shape lie: the first one, and how far neighbours are along each axis, in elements. */
export interface Layout {
  address: number;
  strides: readonly number[];
}

/** Copies elements of 4 bytes from one layout to another. */
export function copyStrided(simd: SimdBackend, shape: readonly number[], from: Layout, to: Layout): void {
  const items = sizeOf(shape);
  if (items === 0) return;
  const { row, axes } = axisTable(simd.heap.memory, shape, from.strides, to.strides);
  const job = { items, chunk: ELEMENTS };
  simd.run('copyRows', job, from.address, to.address, row.size, row.strideA * 4, row.strideB * 4, ...axes);
}
