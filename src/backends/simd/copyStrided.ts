import { sizeOf } from '../../engine/shapes.js';
import { ELEMENTS } from './chunks.js';
import { joinAxes, type WalkedAxis } from './joinAxes.js';
import type { SimdBackend } from './SimdBackend.js';
import { writeAxes } from './writeAxes.js';

/** Where the elements of a shape lie: the first one, and how far neighbours are along each axis, in elements. */
export interface Layout {
  address: number;
  strides: readonly number[];
}

/** Lines and columns of the tiles of kernel `transposeTiles`. */
const TILE = 64;

/** Copies elements of 4 bytes, or of one, from one layout to another. */
export function copyStrided(simd: SimdBackend, shape: readonly number[], from: Layout, to: Layout, bytes = 4): void {
  if (sizeOf(shape) === 0) return;
  const axes = joinAxes(shape, from.strides, to.strides);
  const across = axes.findIndex(({ strideA }) => strideA === 1);
  const isTransposed = across >= 0 && across < axes.length - 1 && axes.at(-1)!.strideB === 1;
  if (isTransposed) copyTransposed(simd, axes, across, from.address, to.address, bytes);
  else copyRows(simd, axes, from.address, to.address, bytes);
}

function copyRows(simd: SimdBackend, axes: WalkedAxis[], from: number, to: number, bytes: number): void {
  const items = axes.reduce((product, { size }) => product * size, 1);
  const row = axes.pop() ?? { size: 1, strideA: 1, strideB: 1 };
  const table = writeAxes(simd.heap.memory, axes, [bytes, bytes]);
  const job = { items, chunk: (ELEMENTS * 4) / bytes };
  simd.run('copyRows', job, from, to, row.size, bytes, row.strideA * bytes, row.strideB * bytes, ...table);
}

/** Neighbours along the last axis of the target lie apart in the source, where those along axis `across` are side by side. */
function copyTransposed(
  simd: SimdBackend,
  axes: WalkedAxis[],
  across: number,
  from: number,
  to: number,
  bytes: number,
): void {
  const inner = axes.pop()!;
  const [outer] = axes.splice(across, 1);
  const matrices = axes.reduce((product, { size }) => product * size, 1);
  const table = writeAxes(simd.heap.memory, axes, [bytes, bytes]);
  const items = matrices * Math.ceil(outer.size / TILE) * Math.ceil(inner.size / TILE);
  const tile = Math.min(TILE, outer.size) * Math.min(TILE, inner.size);
  const job = { items, chunk: Math.ceil(ELEMENTS / tile) };
  const sizes = [outer.size, inner.size, bytes, inner.strideA * bytes, outer.strideB * bytes];
  simd.run('transposeTiles', job, from, to, ...sizes, ...table);
}
