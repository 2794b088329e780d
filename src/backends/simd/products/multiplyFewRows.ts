import type { SimdBackend } from '../SimdBackend.js';
import { cutEvenly, TASK } from './cutEvenly.js';
import { plainLayout, TILE_ROWS } from './MatrixLayout.js';
import type { Product, ProductSizes } from './ProductSizes.js';

/** At most this many rows are multiplied with each row of a transposed right matrix, of at least so many numbers. */
const DOT_ROWS = 8;
const DOT_LENGTH = 16;
/** Columns of such a task, and of a tile of it. */
const LEAST_DOTS = 8;
const TILE_DOTS = 2;
/** At most this many add up the rows of a plain one: a tile would compute the others in vain. */
const SUM_ROWS = 2;
/** Columns of such a task: some cache lines of each row. */
const LEAST_SUMS = 64;
const VECTOR = 4;

/** Products of so few rows that reading the right matrix, where it lies, is the work. Returns whether they were. */
export function multiplyFewRows(simd: SimdBackend, product: Product, sizes: ProductSizes, to: number): boolean {
  const { M, N, K } = sizes;
  const { transposeA, transposeB } = product;
  const [a, b] = [simd.address(product.a), simd.address(product.b)];
  const walk = (): number[] => sizes.walk(simd.heap.memory, 4 * M * K, 4 * N * K);
  if (transposeB && !transposeA && M <= DOT_ROWS && K >= DOT_LENGTH) {
    const cost = Math.ceil(M / TILE_ROWS) * TILE_ROWS * K;
    const columns = cutEvenly(N, cost, LEAST_DOTS, TILE_DOTS);
    simd.run('matMulDots', jobOf(sizes, columns, cost), a, b, to, M, N, K, columns, ...walk());
    return true;
  }
  if (transposeB || M > SUM_ROWS) return false;
  const columns = cutEvenly(N, M * K, LEAST_SUMS, VECTOR);
  const { line, step } = plainLayout(M, K, TILE_ROWS, !transposeA);
  simd.run('matMulRows', jobOf(sizes, columns, M * K), a, line, step, b, to, M, N, K, columns, ...walk());
  return true;
}

function jobOf({ batches, N }: ProductSizes, columns: number, cost: number): { items: number; chunk: number } {
  return { items: batches * Math.ceil(N / columns), chunk: Math.max(1, Math.floor(TASK / (columns * cost))) };
}
