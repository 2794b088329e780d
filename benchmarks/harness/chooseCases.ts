import type { Bench } from './Bench.js';

/** The benches that have cases with that text in their names, with those cases alone. */
export function chooseCases(benches: readonly Bench[], text: string): Bench[] {
  return benches
    .map((bench) => ({ ...bench, cases: bench.cases.filter(({ name }) => name.includes(text)) }))
    .filter(({ cases }) => cases.length > 0);
}
