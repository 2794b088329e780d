/** A table in Markdown as prettier writes it. The first column stands left, the others right. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(3, ...[title, ...rows.map((row) => row[column])].map(widthOf)));
  const lineOf = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => pad(cell, widths[column], column)).join(' | ')} |`;
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [lineOf(head), lineOf(rule), ...rows.map(lineOf)].join('\n');
}

const widthOf = (cell: string): number => [...cell].length;

function pad(cell: string, width: number, column: number): string {
  const space = ' '.repeat(width - widthOf(cell));
  return column === 0 ? cell + space : space + cell;
}
