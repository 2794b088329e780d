import type { TensorInfo } from '@tensorflow/tfjs-core';
import { rowsOf } from './chunks.js';
import type { SimdBackend } from './SimdBackend.js';
import { sizeOf } from '../../engine/shapes.js';

/** Columns that the kernel takes at once. */
const STEP = 4;

/**
 * What blocks of rows left as sums by column, added in the order of the blocks.
 *
 * @param sums Where those of the first block begin.
 * @param stride Bytes from the sums of one block to those of the next.
 */
export function sumBlocks(
  simd: SimdBackend,
  shape: number[],
  sums: number,
  stride: number,
  numBlocks: number,
): TensorInfo {
  const result = simd.output(shape);
  const job = { items: sizeOf(shape), chunk: STEP * rowsOf(STEP * numBlocks) };
  simd.run('sumBlocks', job, sums, simd.address(result), stride, numBlocks);
  return result;
}
