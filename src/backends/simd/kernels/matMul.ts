import { batchOfB, goToBatch } from './goToBatch';
import { columnOfBlock, goToBlock, numBlocks, rowOfBlock } from './goToBlock';
import { matMulBlock } from './matMulBlock';

/**
 * c[M, N] = a[M, K] · b[K, N], for all batches: an item is a block of `blockRows` × `blockColumns` of one product, see {@link goToBlock}.
 *
 * Each matrix lies anyhow, see {@link matMulTiles}; `a` in panels of 4 rows, `panelA` apart, `b` in panels of 8 columns. Batches
 * are walked along a table of axes, the last of them apart: `batchWidth`, and its strides in bytes. Sums are in order of the
 * inner axis. A long one is cut into slices of `sliceSteps`, and each has a product of its own, one after the other in `c`.
 * `bias`, unless 0, is the address of numbers that are `biasStep` bytes apart, 0 or 4, for each column one.
 */
export function matMulBlocks(
  begin: i32, end: i32, room: usize,
  a: usize, lineA: usize, stepA: usize, panelA: usize,
  b: usize, stepB: usize, panelB: usize,
  c: usize, M: i32, N: i32, K: i32,
  blockRows: i32, blockColumns: i32, together: i32, sliceSteps: i32,
  bias: usize, biasStep: usize, relu: i32,
  batches: i32, batchWidth: i32, batchA: i32, batchB: i32, axes: usize, numAxes: i32,
): void {
  const blocks = numBlocks(M, N, blockRows, blockColumns);
  const line = <usize>N * 4;
  for (let item = begin; item < end; item++) {
    goToBlock(item % blocks, M, N, blockRows, blockColumns, together);
    const row = rowOfBlock();
    const column = columnOfBlock();
    const rest = item / blocks;
    const batch = rest % batches;
    const slice = rest / batches;
    const left = a + goToBatch(axes, numAxes, batchWidth, batchA, batchB, batch, room) + <usize>(row >> 2) * panelA;
    const right = b + batchOfB() + <usize>(column >> 3) * panelB;
    const to = c + (<usize>rest * <usize>M + <usize>row) * line + <usize>column * 4;
    const rows = min(blockRows, M - row);
    const columns = min(blockColumns, N - column);
    const first = slice * sliceSteps;
    const last = min(K, first + sliceSteps);
    matMulBlock(left, lineA, stepA, panelA, rows, right, stepB, panelB, column, columns, first, last, to, line, bias, biasStep, relu, room);
  }
}
