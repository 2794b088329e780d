import { OURS } from './contestants.js';
import { markdownTable } from './markdownTable.js';
import type { Result } from './Result.js';
import { threeDigits } from './threeDigits.js';

/**
 * The results of a bench for people: a line for each case and number of threads, with ours first, and beside it each
 * peer's median, how many times longer that is, and where it is known how much memory it took beyond its inputs.
 *
 * @param ceiling What shares are of, such as `copy`.
 */
export function resultTable(results: readonly Result[], ceiling: string | undefined): string {
  const ours = results.filter(({ who }) => who === OURS);
  const peers = [...new Set(results.map(({ who }) => who))].filter((who) => who !== OURS);
  const { unit } = ours[0];
  const shareTitle = ceiling === undefined ? [] : [`of ${ceiling}`];
  const memoryTitle = results.some(({ extraBytes }) => extraBytes !== null) ? ['extra MB'] : [];
  const head = ['case', 'threads', 'median ms', 'quartiles', 'least', unit, ...shareTitle, ...memoryTitle, ...peers];
  const rows = ours.map((our) => {
    const { threads, medianMs, minMs, quartilesMs, rate, share, extraBytes } = our;
    const beside = peers.map((peer) => {
      const same = results.find((one) => one.who === peer && one.case === our.case && one.threads === threads);
      if (same === undefined) return '';
      const memory = same.extraBytes === null ? '' : `, ${megabytes(same.extraBytes)} MB`;
      return `${threeDigits(same.medianMs)} ms, ${threeDigits(same.ratio!)} ×${memory}`;
    });
    const figures = [medianMs, minMs, rate].map(threeDigits);
    const quartiles = quartilesMs.map(threeDigits).join('–');
    const shareCell = ceiling === undefined ? [] : [share === null ? '' : share.toFixed(2)];
    const memoryCell = memoryTitle.map(() => (extraBytes === null ? '' : megabytes(extraBytes)));
    const own = [our.case, String(threads), figures[0], quartiles, figures[1], figures[2]];
    return [...own, ...shareCell, ...memoryCell, ...beside];
  });
  return markdownTable(head, rows);
}

const megabytes = (bytes: number): string => threeDigits(bytes / 1e6);
