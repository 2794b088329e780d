import { checkList } from '../config/checkList.js';
import { checkNumber } from '../config/checkNumber.js';
import { formatValue } from '../config/formatValue.js';

/** How well one gradient agrees with differences. */
export interface GradientRow {
  /** Which input; `all together` where all of them moved at once. */
  name: string;
  /** Along how many random directions. */
  directions: number;
  /** The worst disagreement, as a share of the directional derivative's usual size. Not finite when a gradient is. */
  error: number;
}

/** What `checkGradients` found. Prints as a table. */
export class GradientReport {
  /** Whether every error is within the tolerance. */
  readonly passed: boolean;

  /**
   * @param tolerance The largest error that passes.
   * @param rows One per input, and one for all together.
   */
  constructor(
    readonly tolerance: number,
    readonly rows: readonly GradientRow[],
  ) {
    checkNumber('GradientReport', 'tolerance', tolerance, { atLeast: 0 });
    const isRow = (row: unknown): boolean => {
      const { name, directions, error } = (row ?? {}) as Partial<GradientRow>;
      return typeof name === 'string' && typeof directions === 'number' && typeof error === 'number';
    };
    checkList('GradientReport', 'rows', rows);
    if (!rows.every(isRow)) {
      throw new Error(`GradientReport: rows must each hold name, directions and error, got ${formatValue(rows)}`);
    }
    this.passed = rows.every((row) => this.#accepts(row));
  }

  /** A line per row, the columns aligned, rows that failed marked, and the verdict below. */
  toString(): string {
    const cells = this.rows.map((row) => {
      const mark = this.#accepts(row) ? '' : '  failed';
      return [row.name, String(row.directions), row.error.toExponential(1) + mark] as const;
    });
    const table = [['input', 'directions', 'error'] as const, ...cells];
    const width = Math.max(...table.map(([name]) => name.length));
    const lines = table.map(([name, count, error]) => `${name.padEnd(width)}  ${count.padStart(10)}  ${error}`);
    const verdict = this.passed ? 'passed' : 'failed';
    return [...lines, `${verdict}: errors up to ${this.tolerance.toExponential(1)} are allowed`].join('\n');
  }

  /** False for NaN too: it is not below anything. */
  #accepts({ error }: GradientRow): boolean {
    return error <= this.tolerance;
  }
}
