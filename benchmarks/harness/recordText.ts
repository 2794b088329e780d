import type { Bench } from './Bench.js';
import type { BenchRecord } from './BenchRecord.js';
import { OURS } from './contestants.js';
import { resultTable } from './resultTable.js';

/** Machine and versions, as a sentence. */
export function conditionsOf({ machine, versions }: BenchRecord): string {
  const all = Object.entries(versions).map(([who, version]) => (who === OURS ? version : `${who} ${version}`));
  return `${machine}, ${all.join('; ')}.`;
}

/** What a bench came to, for people: what it shows, on what, and the table. */
export function recordText(bench: Bench, record: BenchRecord): string {
  const conditions = record.busy === null ? conditionsOf(record) : `${conditionsOf(record)} ${record.busy}`;
  return [`${bench.title}.`, conditions, resultTable(record.results, bench.ceiling?.name)].join('\n\n');
}
