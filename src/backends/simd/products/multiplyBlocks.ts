import type { SimdBackend } from '../SimdBackend.js';
import { TILE_COLUMNS, TILE_ROWS } from './MatrixLayout.js';
import { Operand } from './Operand.js';
import { productBlocks } from './productBlocks.js';
import type { Product, ProductSizes } from './ProductSizes.js';

/** A plain right matrix is laid out in panels when at least so many rows read it. */
export const MANY_ROWS = 24;
/** A transposed left matrix is laid out when at least so many columns read it, along at least so many numbers. */
const MANY_COLUMNS = 96;
const LONG = 32;
/** Results of a task that adds slices. */
const SUMS = 4096;

/**
 * Products block by block, of operands that are read where they lie or, where it pays, laid out in panels first: those that
 * batches share once.
 *
 * @param ending Address of the bias or 0, distance of its numbers, whether negative results become 0.
 * @returns Whether that is done: it is not where the products were added up of slices.
 */
export function multiplyBlocks(
  simd: SimdBackend,
  { a, b, transposeA, transposeB }: Product,
  sizes: ProductSizes,
  to: number,
  ending: readonly number[],
): boolean {
  const { batches, M, N, K } = sizes;
  const blocks = productBlocks(batches, M, N, K);
  const { rows, columns, together, steps, slices } = blocks;
  const left = new Operand(a, M, K, TILE_ROWS, !transposeA, transposeA && N >= MANY_COLUMNS && K >= LONG);
  const right = new Operand(b, N, K, TILE_COLUMNS, transposeB, transposeB || M >= MANY_ROWS);
  const whole = slices === 1;
  const results = batches * M * N;
  simd.withScratch(left.bytes + right.bytes + (whole ? 0 : 4 * slices * results), (scratch) => {
    const startA = left.place(simd, scratch);
    const startB = right.place(simd, scratch + left.bytes);
    const parts = whole ? to : scratch + left.bytes + right.bytes;
    const numbers = [startA, left.layout.line, left.layout.step, left.layout.panel];
    numbers.push(startB, right.layout.step, right.layout.panel, parts, M, N, K, rows, columns, together, steps);
    numbers.push(...(whole ? ending : [0, 0, 0]), batches);
    numbers.push(...sizes.walk(simd.heap.memory, left.layout.matrix, right.layout.matrix));
    simd.run('matMulBlocks', blocks, ...numbers);
    if (!whole) simd.run('addSlices', { items: results, chunk: SUMS }, parts, slices, results, to);
  });
  return whole;
}
