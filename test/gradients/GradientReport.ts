import { AssertionError } from 'chai';
import { toleranceFor } from '../helpers/toleranceFor.js';
import type { Measured } from './measure.js';

/** How far a gradient may be from its value in double precision, relative to its scale. */
const bound = (): number => toleranceFor(1e-5);

/** Holds every measurement to the bound of the backend, and remembers how many cases there were and the worst of them. */
export class GradientReport {
  private readonly rows = new Map<string, { cases: number; worst: number }>();

  /** How many cases stand under this name. */
  cases(name: string): number {
    return this.rows.get(name)?.cases ?? 0;
  }

  /** @throws AssertionError naming the case, when an error is beyond the bound. */
  add(name: string, title: string, measured: Measured[]): void {
    const row = this.rows.get(name) ?? { cases: 0, worst: 0 };
    this.rows.set(name, row);
    row.cases++;
    for (const { name: part, error, scale } of measured) {
      const relative = error === 0 ? 0 : error / scale;
      row.worst = Math.max(row.worst, relative);
      if (!(relative <= bound())) {
        throw new AssertionError(`${name}, ${part} of ${title}: off by ${error}, ${relative} of ${scale}`);
      }
    }
  }

  /** One line per name. */
  toString(): string {
    const width = Math.max(...[...this.rows.keys()].map((name) => name.length));
    const line = ([name, { cases, worst }]: [string, { cases: number; worst: number }]): string =>
      `${name.padEnd(width)}  ${String(cases).padStart(4)} cases  worst ${worst.toExponential(1)} of ${bound().toExponential(1)}`;
    return [...this.rows].map(line).join('\n');
  }
}
