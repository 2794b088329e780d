import { sizeOf } from '../../../engine/shapes.js';
import type { SimdBackend } from '../SimdBackend.js';
import { roomOf } from '../threads/controlWords.js';
import { packedLayout, plainLayout, TILE_COLUMNS, TILE_ROWS } from './MatrixLayout.js';
import { MANY_ROWS } from './multiplyBlocks.js';
import { productBlocks } from './productBlocks.js';
import type { Product, ProductSizes } from './ProductSizes.js';

/** Bytes of a thread's notes on what it has laid out: a cache line. */
const NOTES = 64;
/** With longer inner sums, what a thread lays out would not stay in its second cache. */
const LONGEST = 2048;
/** Columns of the right matrix are laid out once for each so many rows together: at most so many times. */
const MOST_GROUPS = 4;
/** Of fewer columns, laying out a transposed left matrix would be felt. */
const LEAST_COLUMNS = 64;

/**
 * Products whose threads lay out the operands that they read themselves.
 *
 * @param ending As that of `multiplyBlocks`.
 * @returns Whether they were such.
 */
export function multiplyOwnPanels(
  simd: SimdBackend,
  product: Product,
  sizes: ProductSizes,
  to: number,
  ending: readonly number[],
): boolean {
  const { a, b, transposeA, transposeB } = product;
  const { batches, M, N, K } = sizes;
  const { rows, columns, together, slices, items, chunk } = productBlocks(batches, M, N, K);
  const isShared = (transposeA && matricesOf(a) !== batches) || matricesOf(b) !== batches;
  const groups = Math.ceil(M / (rows * together));
  const isWorth = M >= MANY_ROWS && (transposeA ? N >= LEAST_COLUMNS && groups <= MOST_GROUPS : groups === 1);
  if (isShared || !isWorth || K > LONGEST || slices > 1) return false;
  const bytesOfA = transposeA ? packedLayout(rows * together, K, TILE_ROWS).matrix : 0;
  // Whole cache lines: two threads would take one from each other.
  const ownBytes = Math.ceil((NOTES + packedLayout(columns, K, TILE_COLUMNS).matrix + bytesOfA) / NOTES) * NOTES;
  const [matrixA, matrixB] = [plainLayout(M, K, TILE_ROWS, true).matrix, plainLayout(N, K, TILE_COLUMNS, true).matrix];
  simd.withScratch(simd.threads * ownBytes, (own) => {
    const memory = new Int32Array(simd.heap.memory.buffer);
    for (let thread = 0; thread < simd.threads; thread++) {
      const notes = (own + thread * ownBytes) / 4;
      memory.fill(-1, notes, notes + NOTES / 4);
    }
    const numbers = [simd.address(a), +transposeA, simd.address(b), +transposeB, to, M, N, K, rows, columns, together];
    numbers.push(...ending);
    numbers.push(...sizes.walk(simd.heap.memory, matrixA, matrixB));
    numbers.push(own, ownBytes, NOTES, roomOf(0), roomOf(1) - roomOf(0));
    simd.run('matMulOwnPanels', { items, chunk }, ...numbers);
  });
  return true;
}

function matricesOf({ shape }: Product['a']): number {
  return sizeOf(shape.slice(0, -2));
}
