import { checkBoolean } from '../../config/checkBoolean.js';
import { checkNumber } from '../../config/checkNumber.js';
import { checkObject } from '../../config/checkObject.js';
import { divergingColor, divergingStops } from '../plots/divergingColor.js';
import { checkMatrix, type Matrix } from '../plots/checkMatrix.js';
import { shortNumber } from './shortNumber.js';
import { thinMatrix } from './thinMatrix.js';

/** Options of {@link terminalHeatMap}. */
export interface TerminalHeatMapOptions {
  /** Whether the terminal shows colours of 24 bits. */
  color: boolean;
  /**
   * Most characters in a line of the map. A larger matrix is thinned, a smaller one drawn larger in colour. Default: as
   * the matrix is, but in colour at least 16.
   */
  width?: number;
}

const leastWidth = 16;
const plain = '\x1b[0m';
/** A sign and a digit, and a space before them. */
const cellWidth = 3;

/**
 * A mixing matrix for terminals, a row for each input head, with a legend of the scale below: in colour as half blocks,
 * two rows in a line, blue below zero and red above; without as signs and ninths of the largest magnitude, `-9` to `+9`.
 *
 * @returns Lines, without a line break at the end.
 * @throws Error when the matrix is empty, ragged or not finite, or an option is out of its range.
 */
export function terminalHeatMap(matrix: Matrix, options: TerminalHeatMapOptions): string {
  const { color, width } = checkObject('terminalHeatMap', 'options', options);
  checkMatrix('terminalHeatMap', 'matrix', matrix);
  checkBoolean('terminalHeatMap', 'color', color);
  const atLeast = color ? 1 : cellWidth;
  if (width !== undefined) checkNumber('terminalHeatMap', 'width', width, { whole: true, atLeast });
  // Zeros alone are white on any scale.
  const bound = matrix.flat().reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  return (color ? inColor(matrix, bound, width) : inDigits(matrix, bound, width)).join('\n');
}

function inColor(matrix: Matrix, bound: number, width?: number): string[] {
  const numColumns = matrix[0].length;
  const cell = Math.max(1, Math.floor((width ?? leastWidth) / numColumns));
  // A half block is about as high as it is wide.
  const pixels = thinMatrix(matrix, width ?? numColumns)
    .map((row) => row.flatMap((value) => new Array<number>(cell).fill(value)))
    .flatMap((row) => new Array<number[]>(cell).fill(row));
  const lines: string[] = [];
  for (let i = 0; i < pixels.length; i += 2) {
    const lower = pixels.at(i + 1);
    const blocks = pixels[i].map((value, j) => {
      const below = lower === undefined ? '' : background(lower[j] / bound);
      return `${foreground(value / bound)}${below}▀`;
    });
    lines.push(`${blocks.join('')}${plain}`);
  }
  const last = divergingStops.length - 1;
  const bar = divergingStops.map((_, i) => `${background((2 * i) / last - 1)} `).join('');
  return [...lines, `${shortNumber(-bound)} ${bar}${plain} ${shortNumber(bound)}`];
}

function inDigits(matrix: Matrix, bound: number, width = Infinity): string[] {
  const lines = thinMatrix(matrix, Math.floor(width / cellWidth)).map((row) =>
    row.map((value) => ` ${ninths(value / bound)}`).join(''),
  );
  return [...lines, ` -9 is ${shortNumber(-bound)}, +9 is ${shortNumber(bound)}`];
}

/** Of a value in [−1, 1]: `+4`; what rounds to nothing has no sign. */
function ninths(value: number): string {
  const count = Math.round(Math.abs(value) * 9);
  if (count === 0) return ' ·';
  return `${value < 0 ? '-' : '+'}${count}`;
}

const foreground = (value: number): string => `\x1b[38;2;${channels(value)}m`;
const background = (value: number): string => `\x1b[48;2;${channels(value)}m`;

function channels(value: number): string {
  const color = parseInt(divergingColor(value).slice(1), 16);
  return [color >> 16, (color >> 8) & 255, color & 255].join(';');
}
