import { checkList } from '../../config/checkList.js';
import { checkNumber } from '../../config/checkNumber.js';
import { checkObject } from '../../config/checkObject.js';
import { formatValue } from '../../config/formatValue.js';
import { formatShape } from '../../engine/shapes.js';
import { cutMiddle } from './cutMiddle.js';
import { shortNumber } from './shortNumber.js';
import type { TensorStatistics } from './tensorStatistics.js';

/** A tensor that {@link tensorTable} lists. */
export interface TensorRow {
  name: string;
  /** Says in its name how many bits a number has: `F32`, `BF16`, `int32`; or is a boolean, of a byte: `BOOL`. */
  dtype: string;
  shape: readonly number[];
  statistics: TensorStatistics;
}

/** Options of {@link tensorTable}. */
export interface TensorTableOptions {
  /** Most characters in a line; longer names are cut, but not below 12. Default 120. */
  width?: number;
}

const header = ['name', 'dtype', 'shape', 'mean', 'deviation', 'least', 'largest', 'zeros', 'non-finite'];
/** Columns of words; numbers are aligned at their ends. */
const numWords = 3;
const between = '  ';
/** A shorter name would say nothing: the table is rather wider than asked for. */
const leastName = 12;

/**
 * Tensors as a table for terminals: a line for each, and a last one with how many tensors, numbers and bytes there are.
 *
 * @param rows In the order in which they are shown.
 * @returns Lines, without a line break at the end.
 * @throws Error when a dtype does not say how many bits it has, or an option is out of its range.
 */
export function tensorTable(rows: readonly TensorRow[], options: TensorTableOptions = {}): string {
  checkList('tensorTable', 'rows', rows);
  const { width = 120 } = checkObject('tensorTable', 'options', options);
  checkNumber('tensorTable', 'width', width, { whole: true, above: 0 });
  const cells = [header, ...rows.map(cellsOf)];
  const widths = header.map((_, column) => cells.reduce((most, row) => Math.max(most, [...row[column]].length), 0));
  const others = widths.slice(1).reduce((total, one) => total + between.length + one, 0);
  widths[0] = Math.min(widths[0], Math.max(leastName, width - others));
  const lines = cells.map((row) =>
    [cutMiddle(row[0], widths[0]), ...row.slice(1)]
      .map((cell, column) => {
        const space = ' '.repeat(widths[column] - [...cell].length);
        return column < numWords ? cell + space : space + cell;
      })
      .join(between),
  );
  const rule = '─'.repeat(widths[0] + others);
  return [lines[0], rule, ...lines.slice(1), rule, totals(rows)].join('\n');
}

function cellsOf({ name, dtype, shape, statistics }: TensorRow): string[] {
  const { mean, deviation, least, largest, zeros, nonFinite } = statistics;
  const numbers = [mean, deviation, least, largest].map(shortNumber);
  return [visible(name), dtype, formatShape(shape), ...numbers, grouped(zeros), grouped(nonFinite)];
}

/** A name comes from a file that somebody else may have written: nothing in it may command the terminal. */
function visible(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD');
}

function totals(rows: readonly TensorRow[]): string {
  const sum = (of: (row: TensorRow) => number): number => rows.reduce((total, row) => total + of(row), 0);
  const numbers = sum(({ statistics }) => statistics.count);
  const bytes = sum(({ name, dtype, statistics }) => (statistics.count * bitsOf(name, dtype)) / 8);
  const nonFinite = sum(({ statistics }) => statistics.nonFinite);
  const counts = [counted(rows.length, 'tensor'), counted(numbers, 'number'), counted(bytes, 'byte')];
  return [...counts, ...(nonFinite === 0 ? [] : [`${grouped(nonFinite)} non-finite`])].join(', ');
}

function bitsOf(name: string, dtype: string): number {
  const [bits] = /\d+/.exec(dtype) ?? (/^bool/i.test(dtype) ? ['8'] : []);
  if (bits !== undefined) return Number(bits);
  throw new Error(
    `tensorTable: dtype of ${JSON.stringify(name)} must say how many bits it has, got ${formatValue(dtype)}`,
  );
}

const grouped = (count: number): string => count.toLocaleString('en-US');
const counted = (count: number, what: string): string => `${grouped(count)} ${what}${count === 1 ? '' : 's'}`;
