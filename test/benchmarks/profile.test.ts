import { assert } from 'chai';
import type { ProfileLine } from '../../benchmarks/profile/ProfileLine.js';
import { startScript } from '../helpers/runScript.js';

const run = (...args: string[]): ReturnType<typeof startScript>['finished'] =>
  startScript('benchmarks/profile.ts', args).finished;

describe('npm run profile', () => {
  it('tells of a step by kernel: a line of JSON each, whose times are those of the step together', async () => {
    const { code, stdout, stderr } = await run('--config', 'start', '--threads', '2', '--steps', '2', '--json');
    assert.equal(code, 0, stderr);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as ProfileLine);
    const total = lines.reduce((sum, { part }) => sum + part, 0);
    assert.closeTo(total, 1, 1e-9);
    const products = lines.filter(({ unit }) => unit === 'GFLOP/s');
    assert.isNotEmpty(products);
    for (const { calls, ms, rate } of products) assert.isTrue(calls > 0 && ms > 0 && rate! > 0);
    assert.equal(lines.at(-1)!.kernel, 'JavaScript');
  });

  it('refuses what is out of range', async () => {
    const { code, stderr } = await run('--threads', '65');
    assert.equal(code, 1);
    assert.include(stderr, 'It must be a whole number from 1 to 64.');
    assert.include((await run('--config', 'large')).stderr, 'Allowed choices are nano, long, start.');
  });
});
