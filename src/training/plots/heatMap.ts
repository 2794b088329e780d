import { divergingColor } from './divergingColor.js';
import { formatTick } from './niceTicks.js';
import { ink } from './svgDocument.js';
import { svgElement } from './svgElement.js';
import { svgText } from './svgText.js';

/** What {@link heatMap} draws. */
export interface HeatMapOptions {
  values: readonly (readonly number[])[];
  /** The value with the deepest red; its negative has the deepest blue. */
  bound: number;
  /** Upper left corner of the first cell; labels stand to the left of it and below the cells. */
  left: number;
  top: number;
  /** Side of a cell. */
  cell: number;
}

/** A cell of this many pixels holds `−0.123`. */
const leastForNumbers = 40;
/** Distance of labels that do not crowd each other. */
const leastBetweenLabels = 14;
/** Share of the bound above which a cell is so dark that its number must be white. */
const dark = 0.62;

/** A mixing matrix as coloured cells: a row for each input head, a column for each output head. */
export function heatMap({ values, bound, left, top, cell }: HeatMapOptions): string[] {
  const [numRows, numColumns] = [values.length, values[0].length];
  const [bottom, every] = [top + numRows * cell, Math.ceil(leastBetweenLabels / cell)];
  const decimals = bound < 0.1 ? 3 : Math.max(0, 2 - Math.floor(Math.log10(Math.max(1, bound))));
  const markup: string[] = [];
  values.forEach((row, i) =>
    row.forEach((value, j) => {
      const [x, y] = [left + j * cell, top + i * cell];
      const fill = divergingColor(value / bound);
      markup.push(svgElement('rect', { class: 'cell', x, y, width: cell, height: cell, fill, stroke: '#ffffff' }));
      if (cell < leastForNumbers) return;
      const color = Math.abs(value) > dark * bound ? '#ffffff' : ink.text;
      const middle = { x: x + cell / 2, y: y + cell / 2 + 3.5, 'text-anchor': 'middle' };
      markup.push(svgText(formatTick(value, decimals), { class: 'value', ...middle, 'font-size': 10, fill: color }));
    }),
  );
  const label = { 'font-size': 10, fill: ink.quiet };
  for (let i = 0; i < numRows; i += every) {
    markup.push(svgText(String(i), { ...label, x: left - 6, y: top + (i + 0.5) * cell + 3.5, 'text-anchor': 'end' }));
  }
  for (let j = 0; j < numColumns; j += every) {
    markup.push(svgText(String(j), { ...label, x: left + (j + 0.5) * cell, y: bottom + 14, 'text-anchor': 'middle' }));
  }
  const across = { x: left + (numColumns * cell) / 2, y: bottom + 31, 'text-anchor': 'middle' };
  markup.push(svgText('output head', { ...across, 'font-size': 11, fill: ink.quiet }));
  const [x, y] = [left - 26, (top + bottom) / 2];
  const upright = { x, y, 'text-anchor': 'middle', transform: `rotate(-90 ${x} ${y})` };
  markup.push(svgText('input head', { ...upright, 'font-size': 11, fill: ink.quiet }));
  return markup;
}
