/** How the lines of one operand, rows of the left or columns of the right one, lie in memory; distances are in bytes. */
export interface MatrixLayout {
  /** From a line to the next of its panel. */
  line: number;
  /** From a number of a line to the next. */
  step: number;
  /** From a panel to the next. */
  panel: number;
  /** From a matrix to the next. */
  matrix: number;
}

/** Lines of a panel: the rows and the columns of a tile of sums. */
export const TILE_ROWS = 4;
export const TILE_COLUMNS = 8;

/** The layout of matrices as TensorFlow.js has them: `[lines, length]` when a line lies `along`, else `[length, lines]`. */
export function plainLayout(lines: number, length: number, width: number, along: boolean): MatrixLayout {
  const [line, step] = along ? [4 * length, 4] : [4, 4 * lines];
  return { line, step, panel: line * width, matrix: 4 * lines * length };
}

/** The layout of matrices that were packed: panels `[length, width]`, one behind the other. */
export function packedLayout(lines: number, length: number, width: number): MatrixLayout {
  const panel = 4 * length * width;
  return { line: 4, step: 4 * width, panel, matrix: panel * Math.ceil(lines / width) };
}
