let row: i32 = 0;
let column: i32 = 0;
let firstRow: i32 = 0;

/**
 * Finds a block of a product `[M, N]` by its number, of `blockRows` × `blockColumns`. Of rows, `together` blocks follow one another
 * for each block of columns. {@link rowOfBlock}, {@link columnOfBlock} and {@link groupOfBlock} tell where it is.
 */
export function goToBlock(block: i32, M: i32, N: i32, blockRows: i32, blockColumns: i32, together: i32): void {
  const rowBlocks = (M + blockRows - 1) / blockRows;
  const columnBlocks = (N + blockColumns - 1) / blockColumns;
  const group = block / (together * columnBlocks);
  const groupBlocks = min(together, rowBlocks - group * together);
  const rest = block - group * together * columnBlocks;
  firstRow = group * together * blockRows;
  row = firstRow + rest % groupBlocks * blockRows;
  column = rest / groupBlocks * blockColumns;
}

/** The first row of the block. */
export function rowOfBlock(): i32 {
  return row;
}

/** The first column of the block. */
export function columnOfBlock(): i32 {
  return column;
}

/** The first row of the blocks that follow one another with it. */
export function groupOfBlock(): i32 {
  return firstRow;
}

/** How many blocks a product has. */
export function numBlocks(M: i32, N: i32, blockRows: i32, blockColumns: i32): i32 {
  return (M + blockRows - 1) / blockRows * ((N + blockColumns - 1) / blockColumns);
}
