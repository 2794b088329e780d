import { batchOfB, goToBatch } from './goToBatch';
import { ROWS_TOGETHER } from './matMul';
import { matMulBlock } from './matMulBlock';
import { packLines } from './packPanels';

/** What this thread has laid out: for which product, which blocks of the rows that follow one, and which columns; of which batch. */
let forProduct: i32 = -1;
let rowsFrom: i32 = -1;
let rowBlocksThere: i32 = 0;
let columnsFrom: i32 = -1;

/**
 * {@link matMulBlocks} whose threads lay out what they read themselves, in memory of their own: `a` where `packsA`, `[K, M]`, and `b`,
 * of which `alongB` tells whether it is `[N, K]`. Panels that another thread has written come from its cache, and to write them
 * again they must go from there first: both take longer than laying out twice what two threads read.
 *
 * A thread has `ownBytes` from `own` on, behind those of the threads before it, first for panels of `b`. Rooms begin at `firstRoom`,
 * `roomBytes` apart. `product` is another number for each run, since memory that was lent before holds other panels now.
 */
export function matMulOwnPanels(
  begin: i32, end: i32, room: usize,
  a: usize, packsA: i32, b: usize, alongB: i32,
  c: usize, M: i32, N: i32, K: i32,
  blockRows: i32, blockColumns: i32,
  bias: usize, biasStep: usize, relu: i32,
  batchWidth: i32, batchA: i32, batchB: i32, axes: usize, numAxes: i32,
  own: usize, ownBytes: usize, firstRoom: usize, roomBytes: usize, product: i32,
): void {
  const rowBlocks = (M + blockRows - 1) / blockRows;
  const columnBlocks = (N + blockColumns - 1) / blockColumns;
  const blocks = rowBlocks * columnBlocks;
  const together = max(1, ROWS_TOGETHER / blockRows);
  const line = <usize>N * 4;
  const depth = <usize>K * 4;
  const panelsOfB = own + (room - firstRoom) / roomBytes * ownBytes;
  const panelsOfA = panelsOfB + <usize>((blockColumns + 7) & ~7) * depth;
  if (product != forProduct) {
    forProduct = product;
    rowsFrom = columnsFrom = -1;
  }
  for (let item = begin; item < end; item++) {
    const batch = item / blocks;
    let rest = item % blocks;
    const group = rest / (together * columnBlocks);
    const groupBlocks = min(together, rowBlocks - group * together);
    rest -= group * together * columnBlocks;
    const groupRow = group * together * blockRows;
    const blockOfGroup = rest % groupBlocks;
    const row = groupRow + blockOfGroup * blockRows;
    const rows = min(blockRows, M - row);
    const column = rest / groupBlocks * blockColumns;
    const columns = min(blockColumns, N - column);
    let left = a + goToBatch(axes, numAxes, batchWidth, batchA, batchB, batch, room);
    const right = b + batchOfB();
    if (packsA != 0) {
      if (batch * M + groupRow != rowsFrom) {
        rowsFrom = batch * M + groupRow;
        rowBlocksThere = 0;
      }
      const panels = panelsOfA + <usize>(row - groupRow) * depth;
      if ((rowBlocksThere & (1 << blockOfGroup)) == 0) packLines(left + <usize>row * 4, <usize>M * 4, false, rows, K, 4, panels);
      rowBlocksThere |= 1 << blockOfGroup;
      left = panels;
    } else {
      left += <usize>row * depth;
    }
    if (batch * N + column != columnsFrom) {
      columnsFrom = batch * N + column;
      if (alongB != 0) packLines(right + <usize>column * depth, depth, true, columns, K, 8, panelsOfB);
      else packLines(right + <usize>column * 4, line, false, columns, K, 8, panelsOfB);
    }
    const to = c + (<usize>(batch * M) + <usize>row) * line + <usize>column * 4;
    const lineA: usize = packsA != 0 ? 4 : depth;
    const stepA: usize = packsA != 0 ? 16 : 4;
    matMulBlock(left, lineA, stepA, 4 * depth, rows, panelsOfB, 32, 8 * depth, column, columns, 0, K, to, line, bias, biasStep, relu, room);
  }
}
