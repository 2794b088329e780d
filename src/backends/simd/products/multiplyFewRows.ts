import type { SimdBackend } from '../SimdBackend.js';
import { plainLayout, TILE_ROWS } from './MatrixLayout.js';
import { productBlocks } from './productBlocks.js';
import type { Product, ProductSizes } from './ProductSizes.js';

/** At most this many rows are multiplied with each row of a transposed right matrix, of at least so many numbers. */
const DOT_ROWS = 8;
const DOT_LENGTH = 16;
/** At most this many add up the rows of a plain one: a tile would compute the others in vain. */
const SUM_ROWS = 2;

/** Products of so few rows that reading the right matrix, where it lies, is the work. Returns whether they were. */
export function multiplyFewRows(simd: SimdBackend, product: Product, sizes: ProductSizes, to: number): boolean {
  const { batches, M, N, K } = sizes;
  const { transposeA, transposeB } = product;
  const { columns, chunk } = productBlocks(batches, M, N, K);
  const job = { items: batches * Math.ceil(N / columns), chunk };
  const [a, b] = [simd.address(product.a), simd.address(product.b)];
  const walk = (): number[] => sizes.walk(simd.heap.memory, 4 * M * K, 4 * N * K);
  if (transposeB && !transposeA && M <= DOT_ROWS && K >= DOT_LENGTH) {
    simd.run('matMulDots', job, a, b, to, M, N, K, columns, ...walk());
    return true;
  }
  if (transposeB || M > SUM_ROWS) return false;
  const { line, step } = plainLayout(M, K, TILE_ROWS, !transposeA);
  simd.run('matMulRows', job, a, line, step, b, to, M, N, K, columns, ...walk());
  return true;
}
