import { assert } from 'chai';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check } from 'prettier';
import { benches } from '../../../benchmarks/benches/benches.js';
import type { BenchRecord } from '../../../benchmarks/harness/BenchRecord.js';
import { ResultsFolder, type ResultsPaths } from '../../../benchmarks/harness/ResultsFolder.js';
import { aRecord, aResult } from './aRecord.js';

const steps = (ms: number): BenchRecord =>
  aRecord('gpt-step', [aResult('gpt-step', 'multi-head', 2, 'talking-heads', ms)]);
const kernels = aRecord('kernels', [aResult('kernels', 'exp', 2, 'talking-heads', 0.5)], { busy: 'It is busy.' });

describe('ResultsFolder', () => {
  let folder: string;
  let paths: ResultsPaths;
  const text = (path: keyof ResultsPaths): string => readFileSync(paths[path], 'utf8');
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'results-'));
    const [records, page, readme] = ['below/results.json', 'below/RESULTS.md', 'README.md'].map((x) => join(folder, x));
    paths = { records, page, readme };
    writeFileSync(readme, '# Ours\n\n<!-- speed -->\n<!-- /speed -->\n\nMore.\n');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('writes each bench when it is done, and keeps those of earlier runs', async () => {
    new ResultsFolder(paths, benches).add(kernels);
    assert.include(text('page'), '## kernels\n\n2026-01-02. Operations on 4 MB');
    assert.include(text('page'), 'fused build; PyTorch 2.13.0. It is busy.');
    assert.notInclude(text('page'), '## gpt-step');
    new ResultsFolder(paths, benches).add(steps(10));
    const titles = text('page').match(/^## .*$/gm);
    // As they stand in the list of benches, not as they were measured.
    assert.deepEqual(titles, ['## gpt-step', '## kernels']);
    assert.match(text('page'), /\| multi-head +\| +2 \| +10\.0 \|/);
    assert.match(text('page'), /npm run bench:results/);
    assert.isTrue(await check(text('page'), { parser: 'markdown', printWidth: 120 }));
  });

  it('takes the later record of a bench, also when the earlier one had other cases', () => {
    const all = new ResultsFolder(paths, benches);
    all.add(aRecord('gpt-step', [aResult('gpt-step', 'talking heads', 2, 'talking-heads', 123)]));
    all.add(steps(456));
    assert.include(text('page'), '456');
    assert.notInclude(text('page'), 'talking heads |');
    assert.lengthOf(JSON.parse(text('records')) as BenchRecord[], 1);
  });

  it('replaces the table of README, and nothing else of it', async () => {
    const all = new ResultsFolder(paths, benches);
    all.add(steps(123));
    assert.match(
      text('readme'),
      /^# Ours\n\n<!-- speed -->\n\n\| median[^]*\| +123 \|\n\n[^]*\n\n<!-- \/speed -->\n\nMore.\n$/,
    );
    all.add(steps(456));
    assert.notInclude(text('readme'), '123');
    assert.include(text('readme'), '456');
    assert.isTrue(await check(text('readme'), { parser: 'markdown', printWidth: 120 }));
  });

  it('says that a short run says little', () => {
    new ResultsFolder(paths, benches).add({ ...kernels, quick: true });
    assert.include(text('page'), '2026-01-02, one short turn: these times say little.');
  });

  it('writes nothing where README has no place for the table', () => {
    writeFileSync(paths.readme, 'nothing');
    assert.throws(() => new ResultsFolder(paths, benches).add(kernels), 'text must have <!-- speed -->');
    assert.isFalse(existsSync(paths.records));
  });
});
