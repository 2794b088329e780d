import type { TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../engine/shapes.js';
import { rowsOf } from '../chunks.js';
import type { SimdBackend } from '../SimdBackend.js';
import { multiplyByBlas } from './multiplyByBlas.js';
import { multiplyBlocks } from './multiplyBlocks.js';
import { multiplyFours } from './multiplyFours.js';
import { multiplyFewRows } from './multiplyFewRows.js';
import { multiplyOwnPanels } from './multiplyOwnPanels.js';
import { ProductSizes, type Product } from './ProductSizes.js';

/** What is done to each result. */
export interface ProductEnding {
  /** Added: a number for each column, or one for all. */
  bias?: TensorInfo;
  /** Whether negative results become 0. */
  relu: boolean;
}

/** Whether {@link multiplyMatrices} knows the product: float32, of sizes that fit and are not 0. */
export function isMultiplied({ a, b, transposeA, transposeB }: Product): boolean {
  if (a.dtype !== 'float32' || b.dtype !== 'float32') return false;
  if (a.shape.at(transposeA ? -2 : -1) !== b.shape.at(transposeB ? -1 : -2)) return false;
  return sizeOf(a.shape) > 0 && sizeOf(b.shape) > 0;
}

/**
 * Products of float32 matrices with any broadcasting of their batches. Sums are in float32, in order of the inner axis; those
 * of few rows by a transposed matrix in four parts, those of few results of a long inner axis in parts of 2,048, those of
 * a system BLAS as it likes.
 */
export function multiplyMatrices(simd: SimdBackend, product: Product, ending: ProductEnding): TensorInfo {
  const result = simd.output(new ProductSizes(product).shape);
  multiplyInto(simd, product, ending, simd.address(result));
  return result;
}

/** The same, into memory that is there. */
export function multiplyInto(simd: SimdBackend, product: Product, { bias, relu }: ProductEnding, to: number): void {
  const sizes = new ProductSizes(product);
  const { batches, M, N } = sizes;
  const scalar = bias !== undefined && sizeOf(bias.shape) === 1;
  const ending = [bias === undefined ? 0 : simd.address(bias), scalar ? 0 : 4, +relu];
  const special =
    multiplyByBlas(simd, product, sizes, to) ||
    multiplyFours(simd, product, sizes, to) ||
    multiplyFewRows(simd, product, sizes, to);
  const ended =
    !special &&
    (multiplyOwnPanels(simd, product, sizes, to, ending) || multiplyBlocks(simd, product, sizes, to, ending));
  if (ended || (bias === undefined && !relu)) return;
  simd.run('finishProduct', { items: batches * M, chunk: rowsOf(N) }, to, N, ...ending);
}
