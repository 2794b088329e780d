import { svgElement } from './svgElement.js';
import { svgText, textWidth } from './svgText.js';

/** One line of a chart, for its legend. */
export interface LegendEntry {
  label: string;
  color: string;
  /** Drawn as in the background. */
  faint?: boolean;
  /** Drawn with points on the line. */
  dotted?: boolean;
}

/** How strongly a line in the background is drawn. */
export const faintOpacity = 0.4;

/** Entries beside each other, each a sample of the line and its name. */
export function chartLegend(entries: readonly LegendEntry[], left: number, middle: number): string[] {
  const markup: string[] = [];
  let x = left;
  for (const { label, color, faint, dotted } of entries) {
    const stroke = { stroke: color, 'stroke-width': 2.4, 'stroke-opacity': faint ? faintOpacity : undefined };
    markup.push(svgElement('line', { x1: x, x2: x + 24, y1: middle, y2: middle, ...stroke }));
    if (dotted) markup.push(svgElement('circle', { cx: x + 12, cy: middle, r: 3.5, fill: color }));
    markup.push(svgText(label, { class: 'legend', x: x + 31, y: middle + 4 }));
    x += 31 + textWidth(label) + 22;
  }
  return markup;
}
