import type { BenchRecord } from './BenchRecord.js';
import { OURS } from './contestants.js';
import { markdownTable } from './markdownTable.js';
import { conditionsOf } from './recordText.js';
import type { Result } from './Result.js';
import { threeDigits } from './threeDigits.js';

/** What README shows of all results: whole training steps, and attention of some length there and back. */
const isShown = ({ bench, case: name }: Result): boolean =>
  bench === 'gpt-step' || (bench === 'attention' && /^S[13] .*forward and backward$/.test(name));

/** README's table: ours on all threads, and beside it each peer's median and how many times longer that is. */
export function speedTable(records: readonly BenchRecord[]): string {
  const shown = records.flatMap(({ results }) => results.filter(isShown));
  const mostThreads = Math.max(...shown.map(({ threads }) => threads));
  const results = shown.filter(({ threads }) => threads === mostThreads);
  const ours = results.filter(({ who }) => who === OURS);
  const peers = [...new Set(results.map(({ who }) => who))].filter((who) => who !== OURS);
  const rows = ours.map((our) => {
    const beside = peers.map((peer) => {
      const same = results.find(({ bench, case: name, who }) => {
        return bench === our.bench && name === our.case && who === peer;
      });
      return same === undefined ? '' : `${threeDigits(same.medianMs)}, ${threeDigits(same.ratio!)} ×`;
    });
    return [`${our.bench}: ${our.case}`, threeDigits(our.medianMs), ...beside];
  });
  if (rows.length === 0) return '';
  const conditions = records
    .filter(({ results }) => results.some(isShown))
    .map((record) => `${record.bench}, ${record.date}: ${conditionsOf(record)}`);
  return [
    markdownTable([`median ms, threads: ${mostThreads}`, OURS, ...peers], rows),
    [...conditions, 'More in [RESULTS.md](benchmarks/RESULTS.md).'].join(' '),
  ].join('\n\n');
}
