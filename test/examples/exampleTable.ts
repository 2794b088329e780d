import type { ExampleRun } from './runExample.js';

const COLUMNS = ['example', 'figure', 'to reach', 'got', 'minutes'];

/** A line per example, under a line of headings, the columns aligned; those that failed are marked. */
export function exampleTable(runs: ExampleRun[]): string {
  const rows = runs.map(({ file, figure, passed, minutes }) => [
    file,
    figure?.name ?? 'none printed',
    figure?.toReach ?? '',
    figure === undefined ? '' : String(figure.got),
    `${minutes.toFixed(1)}${passed ? '' : '  FAILED'}`,
  ]);
  const widths = COLUMNS.map((heading, i) => Math.max(...[heading, ...rows.map((row) => row[i])].map((c) => c.length)));
  const line = (cells: string[]): string => cells.map((cell, i) => cell.padEnd(widths[i])).join('  ');
  return [COLUMNS, ...rows].map((cells) => line(cells).trimEnd()).join('\n');
}
