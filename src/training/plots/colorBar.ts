import { divergingStops } from './divergingColor.js';
import { niceTicks } from './niceTicks.js';
import { ink } from './svgDocument.js';
import { svgElement } from './svgElement.js';
import { svgText } from './svgText.js';

/** Where {@link colorBar} stands. */
export interface ColorBarOptions {
  /** The value at the upper end; its negative stands at the lower. */
  bound: number;
  left: number;
  top: number;
  height: number;
}

const width = 14;

/** The diverging scale as an upright bar with ticks. */
export function colorBar({ bound, left, top, height }: ColorBarOptions): string[] {
  const stops = divergingStops.map((color, i) =>
    svgElement('stop', { offset: `${(100 * i) / (divergingStops.length - 1)}%`, 'stop-color': color }),
  );
  const markup = [
    svgElement('linearGradient', { id: 'diverging-scale', x1: 0, y1: 1, x2: 0, y2: 0 }, ...stops),
    svgElement('rect', { x: left, y: top, width, height, fill: 'url(#diverging-scale)', stroke: ink.grid }),
  ];
  const ticks = niceTicks(-bound, bound, 6);
  ticks.values.forEach((value, i) => {
    if (Math.abs(value) > bound * 1.001) return;
    const y = top + ((bound - value) / (2 * bound)) * height;
    markup.push(svgElement('line', { x1: left + width, x2: left + width + 4, y1: y, y2: y, stroke: ink.axis }));
    markup.push(svgText(ticks.labels[i], { class: 'scale', x: left + width + 8, y: y + 3.5, 'font-size': 10 }));
  });
  return markup;
}
