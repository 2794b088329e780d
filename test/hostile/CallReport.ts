import type { Outcome } from './runCall.js';

interface Row {
  returned: number;
  refused: number;
  worst: number;
}

/** Counts what came of calls, by function. */
export class CallReport {
  private readonly rows = new Map<string, Row>();

  /** Adds a call. */
  add(name: string, outcome: Outcome): void {
    const row = this.rows.get(name) ?? { returned: 0, refused: 0, worst: 0 };
    this.rows.set(name, row);
    if ('refusal' in outcome) {
      row.refused++;
      return;
    }
    row.returned++;
    row.worst = Math.max(row.worst, outcome.error);
  }

  /** How many functions were called. */
  get size(): number {
    return this.rows.size;
  }

  /** Of all functions together. */
  get total(): Row {
    const rows = [...this.rows.values()];
    return {
      returned: rows.reduce((sum, { returned }) => sum + returned, 0),
      refused: rows.reduce((sum, { refused }) => sum + refused, 0),
      worst: Math.max(...rows.map(({ worst }) => worst)),
    };
  }

  /** A line per function, and one of the sums. */
  toString(): string {
    const width = Math.max(...[...this.rows.keys()].map((name) => name.length));
    const line = (name: string, cells: (string | number)[]): string =>
      [name.padEnd(width), ...cells.map((cell) => String(cell).padStart(9))].join(' ').trimEnd();
    const counted = (name: string, { returned, refused, worst }: Row): string =>
      line(name, [returned + refused, returned, refused, worst === 0 ? '' : worst.toExponential(1)]);
    return [
      line('', ['calls', 'returned', 'refused', 'worst']),
      ...[...this.rows].map(([name, row]) => counted(name, row)),
      counted('total', this.total),
    ].join('\n');
  }
}
