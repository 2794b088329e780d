import type { Bench } from './Bench.js';
import type { BenchRecord } from './BenchRecord.js';
import { recordText } from './recordText.js';

/**
 * `RESULTS.md`: all that was measured.
 *
 * @param benches What the records are of.
 */
export function resultsPage(benches: readonly Bench[], records: readonly BenchRecord[]): string {
  const sections = records.map((record) => {
    const bench = benches.find(({ name }) => name === record.bench)!;
    const date = record.quick ? `${record.date}, one short turn: these times say little.` : `${record.date}.`;
    return `## ${bench.name}\n\n${date} ${recordText(bench, record)}`;
  });
  return `# Results

Written by \`npm run bench:results\`, which measures all of this again; with names after \`--\`, such as \`-- gpt-step\`, those
benches alone. \`npm run bench -- --help\` says how PyTorch is installed. Figures mean little on a machine that does other work.

Each line is a case on a number of threads: medians, a quarter of the runs each below and above the quartiles, and beside ours
each peer's median and how many times longer that is. Extra memory is what a run needs at its peak beyond its inputs, its
results among them.

${sections.join('\n\n')}
`;
}
