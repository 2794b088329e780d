import type { Matrix } from '../plots/checkMatrix.js';

/**
 * A matrix of at most this many columns, with its rows thinned alike. Each number of it stands for a box of the matrix, and
 * is that of the largest magnitude in it: a mean would hide what stands out.
 *
 * @param numColumns At least 1.
 */
export function thinMatrix(matrix: Matrix, numColumns: number): Matrix {
  const times = matrix[0].length / numColumns;
  if (times <= 1) return matrix;
  const numRows = Math.max(1, Math.round(matrix.length / times));
  return Array.from({ length: numRows }, (_, i) => {
    const rows = matrix.slice(...share(matrix.length, numRows, i));
    return Array.from({ length: numColumns }, (_, j) => {
      const box = rows.flatMap((row) => row.slice(...share(row.length, numColumns, j)));
      return box.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most));
    });
  });
}

/** Where the `i`th of some equal shares begins and ends, of at least as many. */
function share(length: number, shares: number, i: number): [begin: number, end: number] {
  return [Math.floor((i * length) / shares), Math.floor(((i + 1) * length) / shares)];
}
