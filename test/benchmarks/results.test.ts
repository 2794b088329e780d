import { assert } from 'chai';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchRecord } from '../../benchmarks/harness/BenchRecord.js';
import { startScript } from '../helpers/runScript.js';

const root = join(import.meta.dirname, '../..');
const run = (...args: string[]): ReturnType<typeof startScript>['finished'] =>
  startScript('benchmarks/results.ts', args).finished;

describe('npm run bench:results', () => {
  it('measures what it is told, and writes it for people', async function () {
    this.timeout(120_000);
    const folder = mkdtempSync(join(tmpdir(), 'results-'));
    const before = readFileSync(join(root, 'README.md'), 'utf8');
    try {
      const { code, stderr } = await run('attention-length', '--quick', '--only', '512', '--out', folder);
      assert.equal(code, 0, stderr);
      assert.include(stderr, 'attention-length: 512\n');
      assert.include(readFileSync(join(folder, 'RESULTS.md'), 'utf8'), '## attention-length');
      const records = JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')) as BenchRecord[];
      const [{ bench, quick, results }] = records;
      assert.deepEqual([bench, quick], ['attention-length', true]);
      for (const { medianMs, case: name } of results) {
        assert.equal(name, '512');
        assert.isAbove(medianMs, 0);
      }
      assert.equal(readFileSync(join(root, 'README.md'), 'utf8'), before);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('refuses what it does not know', async () => {
    const unknown = await run('speed');
    assert.equal(unknown.code, 1);
    assert.include(unknown.stderr, "command-argument value 'speed' is invalid for argument 'names'");
    const nothing = await run('matmul', '--only', 'exp');
    assert.equal(nothing.code, 1);
    assert.include(nothing.stderr, 'error: --only must be in the name of a case, got exp');
  });
});
