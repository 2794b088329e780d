import { niceTicks } from './niceTicks.js';
import { ink } from './svgDocument.js';
import { svgElement } from './svgElement.js';
import { svgText, textWidth } from './svgText.js';

/** Smallest and largest value. */
export type Range = readonly [low: number, high: number];

/** What {@link chartAxes} draws. */
export interface ChartAxesOptions {
  /** Upper edge of the area that holds the data; the label of the y axis stands above it. */
  top: number;
  /** Size of that area. */
  width: number;
  height: number;
  /** The axes cover these. */
  xRange: Range;
  yRange: Range;
  xLabel: string;
  yLabel: string;
}

/** Axes, and where values stand between them. */
export interface ChartAxes {
  /** Left edge of the area that holds the data. */
  left: number;
  /** Pixels from the left of a value on the x axis. */
  x: (value: number) => number;
  /** Pixels from the top of a value on the y axis. */
  y: (value: number) => number;
  markup: string[];
}

const margin = 20;
const tickLength = 5;

/** Two axes with round ticks, labels and quiet horizontal grid lines. The x axis counts: its ticks are whole numbers. */
export function chartAxes({ top, width, height, xRange, yRange, xLabel, yLabel }: ChartAxesOptions): ChartAxes {
  const xTicks = niceTicks(...xRange, 6, 1);
  const yTicks = niceTicks(...yRange, 8);
  // The x axis ends where the data end: a run of 2050 steps needs no empty space up to 2500.
  const [firstX, lastX] = [
    xTicks.values[0],
    xRange[0] === xRange[1] ? xTicks.values[xTicks.values.length - 1] : xRange[1],
  ];
  const [firstY, lastY] = [yTicks.values[0], yTicks.values[yTicks.values.length - 1]];
  const left = margin + Math.max(...yTicks.labels.map((label) => textWidth(label))) + 8;
  const [right, bottom] = [left + width, top + height];
  const x = (value: number): number => left + ((value - firstX) / (lastX - firstX)) * width;
  const y = (value: number): number => bottom - ((value - firstY) / (lastY - firstY)) * height;

  const markup = [svgText(yLabel, { x: margin, y: top - 18, fill: ink.quiet })];
  yTicks.values.forEach((value, i) => {
    const at = y(value);
    markup.push(svgElement('line', { x1: left, x2: right, y1: at, y2: at, stroke: ink.grid }));
    markup.push(svgText(yTicks.labels[i], { class: 'y-tick', x: left - 8, y: at + 4, 'text-anchor': 'end' }));
  });
  markup.push(svgElement('line', { x1: left, x2: right, y1: bottom, y2: bottom, stroke: ink.axis }));
  xTicks.values.forEach((value, i) => {
    if (value > lastX) return;
    const at = x(value);
    markup.push(svgElement('line', { x1: at, x2: at, y1: bottom, y2: bottom + tickLength, stroke: ink.axis }));
    markup.push(svgText(xTicks.labels[i], { class: 'x-tick', x: at, y: bottom + 19, 'text-anchor': 'middle' }));
  });
  markup.push(svgText(xLabel, { x: left + width / 2, y: bottom + 42, 'text-anchor': 'middle', fill: ink.quiet }));
  return { left, x, y, markup };
}
