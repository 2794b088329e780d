import {
  backend_util,
  ScatterNd,
  TensorScatterUpdate,
  type ScatterNdAttrs,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../engine/shapes.js';
import { addSegments } from '../addSegments.js';
import { ELEMENTS } from '../chunks.js';
import { copyBox } from '../copyBox.js';
import { elementType } from '../elementType.js';
import { replaceKernel } from '../replaceKernel.js';
import type { SimdBackend } from '../SimdBackend.js';
import { withFlatIndices } from '../withFlatIndices.js';

/** Rows that are copied before another job begins, since a task must end soon. */
const MOST_ROWS = 65_536;

/**
 * Slices laid at int32 positions: added up on zeros (float32, int32), or over those of a tensor, the last of several. Other
 * types, single updates for many positions, and positions out of range stay with the cpu kernels.
 */
export function replaceScatters(): void {
  replaceKernel(ScatterNd, (call, inherited) => {
    const { indices, updates } = call.inputs as { indices: TensorInfo; updates: TensorInfo };
    const { shape } = call.attrs as unknown as ScatterNdAttrs;
    const isWide = updates.dtype === 'float32' || updates.dtype === 'int32';
    if (!isWide || !isUsual(indices, updates, shape)) return inherited(call);
    const simd = call.backend as SimdBackend;
    const { width, strides, numRows } = slicesOf(indices, updates, shape);
    const scattered = withFlatIndices(simd, indices, strides, numRows, (ids) => {
      const result = simd.output([...shape], updates.dtype);
      const rows = { address: simd.address(updates), count: sizeOf(updates.shape) / width };
      const sums = { address: simd.address(result), count: numRows };
      addSegments(simd, updates.dtype === 'int32', width, rows, ids, sums);
      return result;
    });
    return scattered ?? inherited(call);
  });
  replaceKernel(TensorScatterUpdate, (call, inherited) => {
    const { tensor, indices, updates } = call.inputs as Record<'tensor' | 'indices' | 'updates', TensorInfo>;
    const { shape } = tensor;
    const type = elementType(tensor);
    const isKnown = type !== undefined && updates.dtype === tensor.dtype;
    if (!isKnown || !isUsual(indices, updates, shape)) return inherited(call);
    const simd = call.backend as SimdBackend;
    const { width, strides, numRows } = slicesOf(indices, updates, shape);
    const bytes = width * type.bytes;
    const scattered = withFlatIndices(simd, indices, strides, numRows, (ids) => {
      const origin = shape.map(() => 0);
      const result = copyBox(simd, tensor, origin, shape);
      const total = sizeOf(updates.shape) / width;
      for (let first = 0; first < total; first += MOST_ROWS) {
        const count = Math.min(MOST_ROWS, total - first);
        const job = { items: bytes, chunk: Math.ceil((ELEMENTS * 4) / count / 64) * 64 };
        const rows = [simd.address(updates) + first * bytes, ids + first * 4, count];
        simd.run('scatterRows', job, ...rows, simd.address(result), bytes);
      }
      return result;
    });
    return scattered ?? inherited(call);
  });
}

/** Whether there is something to lay, somewhere to lay it, and each position has its own. */
function isUsual(indices: TensorInfo, updates: TensorInfo, shape: readonly number[]): boolean {
  const { sliceRank, numUpdates, sliceSize } = backend_util.calculateShapes(updates, indices, [...shape]);
  const hasAll = sizeOf(updates.shape) === numUpdates * sliceSize;
  return indices.dtype === 'int32' && sliceRank > 0 && sizeOf(shape) > 0 && hasAll;
}

function slicesOf(
  indices: TensorInfo,
  updates: TensorInfo,
  shape: readonly number[],
): { width: number; strides: number[]; numRows: number } {
  const { sliceRank, sliceSize, strides, outputSize } = backend_util.calculateShapes(updates, indices, [...shape]);
  return { width: sliceSize, strides: strides.slice(0, sliceRank), numRows: outputSize / sliceSize };
}
