import { formatValue } from '../../config/formatValue.js';

/** Rows of numbers. */
export type Matrix = readonly (readonly number[])[];

/**
 * Refuses what is not a matrix of finite numbers with rows of one length.
 *
 * @throws Error such as `terminalHeatMap: matrix must have rows of one length, got 2, 3`.
 */
export function checkMatrix(where: string, name: string, matrix: Matrix): void {
  const refuse = (must: string, got: string): never => {
    throw new Error(`${where}: ${name} must ${must}, got ${got}`);
  };
  if (!Array.isArray(matrix) || !matrix.every((row) => Array.isArray(row)))
    refuse('be a list of rows', formatValue(matrix));
  const sizes = matrix.map((row) => row.length);
  if (sizes.length === 0 || sizes[0] === 0) refuse('have numbers', 'none');
  if (sizes.some((size) => size !== sizes[0])) refuse('have rows of one length', sizes.join(', '));
  const bad = matrix.flat().find((value) => !Number.isFinite(value));
  if (bad !== undefined) refuse('hold finite numbers', String(bad));
}
