import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert } from 'chai';
import { readSourceTree } from '../helpers/layout/SourceTree.js';
import { startScript } from '../helpers/runScript.js';
import { allMutations } from './allMutations.js';
import { plant } from './runner/plant.js';

const root = join(import.meta.dirname, '../..');
const bug = allMutations.find(({ name }) => name === 'L2 with a half in it')!;
const start = (...args: string[]): ReturnType<typeof startScript> => startScript('test/mutation/run.ts', args);

/** Folders of the copies that a process made and that are still there. */
function copiesOf({ pid }: ChildProcess): string[] {
  const names = readdirSync(tmpdir()).filter((name) => name.startsWith(`talking-heads-mutation-${pid}-`));
  return names.map((name) => join(tmpdir(), name));
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Whether the bug stands in a copy of the process. */
function isPlanted(child: ChildProcess): boolean {
  const planted = plant(readFileSync(join(root, bug.file), 'utf8'), bug);
  const files = copiesOf(child).map((copy) => join(copy, bug.file));
  return files.some((file) => existsSync(file) && readFileSync(file, 'utf8') === planted);
}

describe('npm run test:mutation', function () {
  this.timeout(60_000);

  it('leaves the checkout as it is when it is killed; the next run removes the copies, and tells what was caught', async () => {
    const before = readSourceTree(join(root, 'src'));
    const killed = start('--only', bug.name);
    await until(() => isPlanted(killed.process));
    killed.process.kill('SIGKILL');
    await killed.finished;
    assert.deepEqual(readSourceTree(join(root, 'src')), before);
    assert.lengthOf(copiesOf(killed.process), 2);

    const next = start('--only', bug.name);
    const { code, stdout, stderr } = await next.finished;
    assert.equal(code, 0, stderr);
    assert.match(
      stdout,
      /1\/1 {2}caught +\d+\.\d s {2}L2 with a half in it {2}\(src\/regularizers\/L2\.ts\)\n +by L2 has/,
    );
    assert.match(stdout, /\n1 passed, 0 failed\n$/);
    assert.deepEqual([...copiesOf(killed.process), ...copiesOf(next.process)], []);
  });

  it('removes its copies when it is interrupted', async () => {
    const { process: child, finished } = start('--only', bug.name);
    await until(() => copiesOf(child).length === 2);
    child.kill('SIGINT');
    assert.equal((await finished).code, 130);
    assert.deepEqual(copiesOf(child), []);
  });

  it('refuses a name that no bug has', async () => {
    const { code, stderr } = await start('--only', 'no such bug').finished;
    assert.equal(code, 1);
    assert.equal(stderr, "error: --only must be a part of a mutation's name, got 'no such bug'\n");
  });

  it('says what it can be told', async () => {
    const { code, stdout } = await start('--help').finished;
    assert.equal(code, 0);
    assert.include(stdout, '--only <text>');
  });
});
