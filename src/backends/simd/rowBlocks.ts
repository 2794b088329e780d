import { rowsOf } from './chunks.js';

/** A block has at least this many rows: sums by column in double precision then take at most a quarter of what the rows take. */
const FEWEST_ROWS = 8;
/** Sums of a block begin at multiples of this many columns, by which kernels step. */
const STEP = 4;

/** How rows are cut into blocks, each of which leaves sums by column, in double precision. */
export interface RowBlocks {
  numBlocks: number;
  /** Rows of a block; the last may have fewer. */
  blockRows: number;
  /** Bytes from one row of sums to the next. */
  stride: number;
}

/** Blocks of rows of a kernel that does much with each element: a block is a task. */
export function rowBlocks(numRows: number, width: number): RowBlocks {
  const blockRows = Math.max(FEWEST_ROWS, rowsOf(2 * width));
  return { numBlocks: Math.ceil(numRows / blockRows), blockRows, stride: Math.ceil(width / STEP) * STEP * 8 };
}
