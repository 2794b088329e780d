import { sizeOf } from '../../../engine/shapes.js';
import type { SimdBackend } from '../SimdBackend.js';
import { roomOf } from '../threads/controlWords.js';
import { packedLayout, plainLayout, TILE_COLUMNS, TILE_ROWS } from './MatrixLayout.js';
import type { ProductBlocks } from './productBlocks.js';
import type { Product, ProductSizes } from './ProductSizes.js';

/** Rows of the left matrix that a thread has laid out at once, as the kernel has them. */
const ROWS_TOGETHER = 128;
/** With longer inner sums, what a thread lays out would not stay in its second cache. */
const LONGEST = 2048;
/** Columns of the right matrix are laid out once for each so many rows: at most so many times. */
const MOST_GROUPS = 4;
/** Fewer rows or columns are not worth laying out the other operand. */
const LEAST_ROWS = 24;
const LEAST_COLUMNS = 64;

/** Numbers the products: what a thread laid out for another is of no use. */
let products = 0;

/** Products whose threads lay out the operands that they read themselves. Returns whether they were such. */
export function multiplyOwnPanels(
  simd: SimdBackend,
  product: Product,
  sizes: ProductSizes,
  blocks: ProductBlocks,
  to: number,
  ending: readonly number[],
): boolean {
  const { a, b, transposeA, transposeB } = product;
  const { batches, M, N, K } = sizes;
  const isShared = (transposeA && matricesOf(a) !== batches) || matricesOf(b) !== batches;
  const groups = Math.ceil(M / ROWS_TOGETHER);
  const isWorth = M >= LEAST_ROWS && (transposeA ? N >= LEAST_COLUMNS && groups <= MOST_GROUPS : groups === 1);
  if (isShared || !isWorth || K > LONGEST || blocks.slices > 1) return false;
  const { rows, columns, items, chunk } = blocks;
  const rowsTogether = Math.max(ROWS_TOGETHER, rows);
  const bytesOfA = transposeA ? packedLayout(rowsTogether, K, TILE_ROWS).matrix : 0;
  const ownBytes = packedLayout(columns, K, TILE_COLUMNS).matrix + bytesOfA;
  const [matrixA, matrixB] = [plainLayout(M, K, TILE_ROWS, true).matrix, plainLayout(N, K, TILE_COLUMNS, true).matrix];
  simd.withScratch(simd.threads * ownBytes, (own) => {
    const numbers = [simd.address(a), +transposeA, simd.address(b), +transposeB, to, M, N, K, rows, columns, ...ending];
    numbers.push(...sizes.walk(simd.heap.memory, matrixA, matrixB));
    numbers.push(own, ownBytes, roomOf(0), roomOf(1) - roomOf(0), products++);
    simd.run('matMulOwnPanels', { items, chunk }, ...numbers);
  });
  return true;
}

function matricesOf({ shape }: Product['a']): number {
  return sizeOf(shape.slice(0, -2));
}
