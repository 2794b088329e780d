import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Bench } from './Bench.js';
import type { BenchRecord } from './BenchRecord.js';
import { replaceMarked } from './replaceMarked.js';
import { resultsPage } from './resultsPage.js';
import { speedTable } from './speedTable.js';

/** Where results are kept. */
export interface ResultsPaths {
  /** All records, from which the others are written. */
  records: string;
  /** `RESULTS.md`. */
  page: string;
  /** A README with a place for a table: what stands between `<!-- speed -->` and `<!-- /speed -->`. */
  readme: string;
}

/** Keeps the last record of each bench, and writes them out for people. */
export class ResultsFolder {
  /** @param benches Whose results are kept, in the order in which they are shown. */
  constructor(
    private readonly paths: ResultsPaths,
    private readonly benches: readonly Bench[],
  ) {}

  /** Takes a record in place of an earlier one of its bench, and writes all files. */
  add(record: BenchRecord): void {
    const kept = this.records().filter(({ bench }) => bench !== record.bench);
    const order = this.benches.map(({ name }) => name);
    const records = [...kept, record].sort((a, b) => order.indexOf(a.bench) - order.indexOf(b.bench));
    const readme = replaceMarked(readFileSync(this.paths.readme, 'utf8'), 'speed', speedTable(records));
    write(this.paths.records, `${JSON.stringify(records, null, 1)}\n`);
    write(this.paths.page, resultsPage(this.benches, records));
    write(this.paths.readme, readme);
  }

  private records(): BenchRecord[] {
    if (!existsSync(this.paths.records)) return [];
    return JSON.parse(readFileSync(this.paths.records, 'utf8')) as BenchRecord[];
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
