/** `npm run bench:results`: measures benches, and writes what they came to for people to read. Progress goes to stderr. */
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { benches } from './benches/benches.js';
import { installPeers } from './harness/installPeers.js';
import { measureBench } from './harness/measureBench.js';
import type { Result } from './harness/Result.js';
import { ResultsFolder, type ResultsPaths } from './harness/ResultsFolder.js';
import { readResultsOptions } from './harness/resultsOptions.js';
import { warnOfOthers } from './harness/warnOfOthers.js';

const options = readResultsOptions(process.argv.slice(2), benches);
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const tell = ([{ bench, case: name }]: readonly Result[]): void => say(`${bench}: ${name}`);

function pathsOf(out: string | undefined): ResultsPaths {
  const folder = out ?? import.meta.dirname;
  const original = join(import.meta.dirname, '../README.md');
  const readme = out === undefined ? original : join(out, 'README.md');
  mkdirSync(folder, { recursive: true });
  if (!existsSync(readme)) copyFileSync(original, readme);
  return { records: join(folder, 'results.json'), page: join(folder, 'RESULTS.md'), readme };
}

const paths = pathsOf(options.out);
const folder = new ResultsFolder(paths, benches);
installPeers(options.benches, say);
await warnOfOthers(say);
for (const bench of options.benches) {
  try {
    folder.add(await measureBench(bench, options.quick, { say, tell }));
    say(`${bench.name}: written to ${paths.page}`);
  } catch (error) {
    // Hours of others would be lost.
    say((error as Error).message);
    process.exitCode = 1;
  }
}
