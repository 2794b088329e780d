import { batchOfB, goToBatch } from './goToBatch';
import { columnOfBlock, goToBlock, groupOfBlock, numBlocks, rowOfBlock } from './goToBlock';
import { matMulBlock } from './matMulBlock';
import { packLines } from './packPanels';

/** Notes of a thread, in int32 words: the first of the rows and of the columns that are laid out, counted through all batches. */
const ROWS_FROM = 0;
const COLUMNS_FROM = 1;
/** Which blocks of these rows are there, a bit for each. */
const ROW_BLOCKS = 2;

/**
 * {@link matMulBlocks} whose threads lay out what they read themselves, in memory of their own: `a` where `packsA`, `[K, M]`, and `b`,
 * of which `alongB` tells whether it is `[N, K]`. Panels that another thread has written come from its cache, and to write them
 * again they must go from there first: both take longer than laying out twice what two threads read.
 *
 * A thread has `ownBytes` from `own` on, behind those of the threads before it: `notesBytes` of notes, all −1 where nothing is laid
 * out yet, panels of `b`, and of `a`. Rooms begin at `firstRoom`, `roomBytes` apart.
 */
export function matMulOwnPanels(
  begin: i32, end: i32, room: usize,
  a: usize, packsA: i32, b: usize, alongB: i32,
  c: usize, M: i32, N: i32, K: i32,
  blockRows: i32, blockColumns: i32, together: i32,
  bias: usize, biasStep: usize, relu: i32,
  batchWidth: i32, batchA: i32, batchB: i32, axes: usize, numAxes: i32,
  own: usize, ownBytes: usize, notesBytes: usize, firstRoom: usize, roomBytes: usize,
): void {
  const blocks = numBlocks(M, N, blockRows, blockColumns);
  const line = <usize>N * 4;
  const depth = <usize>K * 4;
  const notes = own + (room - firstRoom) / roomBytes * ownBytes;
  const panelsOfB = notes + notesBytes;
  const panelsOfA = panelsOfB + <usize>((blockColumns + 7) & ~7) * depth;
  const lineA: usize = packsA != 0 ? 4 : depth;
  const stepA: usize = packsA != 0 ? 16 : 4;
  for (let item = begin; item < end; item++) {
    const batch = item / blocks;
    goToBlock(item % blocks, M, N, blockRows, blockColumns, together);
    const row = rowOfBlock();
    const column = columnOfBlock();
    const rows = min(blockRows, M - row);
    const columns = min(blockColumns, N - column);
    let left = a + goToBatch(axes, numAxes, batchWidth, batchA, batchB, batch, room);
    const right = b + batchOfB();
    if (packsA != 0) {
      const panels = panelsOfA + <usize>(row - groupOfBlock()) * depth;
      if (isNewBlock(notes, batch * M + groupOfBlock(), (row - groupOfBlock()) / blockRows)) {
        packLines(left + <usize>row * 4, <usize>M * 4, false, rows, K, 4, panels);
      }
      left = panels;
    } else {
      left += <usize>row * depth;
    }
    if (load<i32>(notes, COLUMNS_FROM * 4) != batch * N + column) {
      store<i32>(notes, batch * N + column, COLUMNS_FROM * 4);
      if (alongB != 0) packLines(right + <usize>column * depth, depth, true, columns, K, 8, panelsOfB);
      else packLines(right + <usize>column * 4, line, false, columns, K, 8, panelsOfB);
    }
    const to = c + (<usize>(batch * M) + <usize>row) * line + <usize>column * 4;
    matMulBlock(left, lineA, stepA, 4 * depth, rows, panelsOfB, 32, 8 * depth, column, columns, 0, K, to, line, bias, biasStep, relu, room);
  }
}

/** Whether a block of the rows from `first` on is not laid out yet; from then on it is. */
function isNewBlock(notes: usize, first: i32, block: i32): bool {
  if (load<i32>(notes, ROWS_FROM * 4) != first) {
    store<i32>(notes, first, ROWS_FROM * 4);
    store<i32>(notes, 0, ROW_BLOCKS * 4);
  }
  const there = load<i32>(notes, ROW_BLOCKS * 4);
  store<i32>(notes, there | (1 << block), ROW_BLOCKS * 4);
  return (there & (1 << block)) == 0;
}
