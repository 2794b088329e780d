import { sizeOf } from '../../engine/shapes.js';
import { axisTable } from './axisTable.js';
import type { SimdKernels } from './loadKernels.js';

/** Where the elements of a shape lie: the first one, and how far neighbours are along each axis, in elements. */
export interface Layout {
  address: number;
  strides: readonly number[];
}

/** Copies elements of 4 bytes from one layout to another. */
export function copyStrided(kernels: SimdKernels, shape: readonly number[], from: Layout, to: Layout): void {
  if (sizeOf(shape) === 0) return;
  const { count, row, axes } = axisTable(kernels, shape, from.strides, to.strides);
  kernels.run.copyRows(from.address, to.address, count, row.size, row.strideA * 4, row.strideB * 4, ...axes);
}
