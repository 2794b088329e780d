import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert } from 'chai';
import { NameError } from '../../src/runs/names/NameError.js';
import { RunFolder } from '../../src/runs/RunFolder.js';
import { RunFolderError } from '../../src/runs/RunFolderError.js';

describe('RunFolder', () => {
  let home: string;
  let before: string;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'folders-'));
    before = process.cwd();
    process.chdir(home);
  });

  afterEach(() => {
    process.chdir(before);
    rmSync(home, { recursive: true });
  });

  it('is made where there is nothing, and refused where there is something', async () => {
    const folder = await RunFolder.create('a/b');
    assert.deepEqual(readdirSync('a/b').sort(), ['checkpoints', 'plots']);
    assert.equal(folder.config, join(home, 'a/b/config.json'));
    mkdirSync('held');
    writeFileSync('held/something', '');
    const error = await RunFolder.create('held').catch((thrown: unknown) => thrown);
    assert.instanceOf(error, RunFolderError);
    assert.equal(
      (error as Error).message,
      '--run must be a new or empty folder, got held with something in it; resume goes on',
    );
    assert.deepEqual(readdirSync('held'), ['something']);
  });

  it('takes the first name that is free', async () => {
    assert.equal((await RunFolder.createNew('book')).path, join(home, 'runs/book'));
    assert.equal((await RunFolder.createNew('book')).path, join(home, 'runs/book-2'));
    mkdirSync('runs/book-3');
    assert.equal((await RunFolder.createNew('book')).path, join(home, 'runs/book-3'));
  });

  it('can be taken back before anything is in it', async () => {
    const folder = await RunFolder.createNew('book');
    writeFileSync(folder.text, 'text');
    await folder.discard();
    assert.deepEqual(readdirSync('runs/book'), []);
    assert.equal((await RunFolder.createNew('book')).path, join(home, 'runs/book'));
  });

  it('is opened where there is a run', async () => {
    const folder = await RunFolder.create('run');
    await folder.writeConfig({ training: { steps: 5 } });
    const again = await RunFolder.open('run');
    assert.deepEqual(JSON.parse(await again.readConfig()), { training: { steps: 5 } });
    mkdirSync('empty');
    for (const [path, got] of [
      ['empty', 'a folder without it at empty'],
      ['nowhere', 'no folder at nowhere'],
    ]) {
      const error = await RunFolder.open(path).catch((thrown: unknown) => thrown);
      assert.instanceOf(error, RunFolderError);
      assert.equal((error as Error).message, `run must be a folder with the config.json of a run, got ${got}`);
    }
    assert.isFalse(existsSync('nowhere'));
  });

  it('is refused where a file of it, or its own name, is a link: what is written stays inside', async () => {
    mkdirSync('outside');
    mkdirSync('runs');
    symlinkSync(join(home, 'outside'), 'runs/book');
    const named = await RunFolder.createNew('book').catch((thrown: unknown) => thrown);
    assert.instanceOf(named, NameError);
    for (const name of ['metrics.jsonl', 'samples.txt', 'checkpoints', 'plots', 'weights.safetensors']) {
      const folder = await RunFolder.create(`run-${name}`);
      await folder.writeConfig({});
      rmSync(join(folder.path, name), { recursive: true, force: true });
      symlinkSync(join(home, 'outside'), join(folder.path, name));
      const error = await RunFolder.open(`run-${name}`).catch((thrown: unknown) => thrown);
      assert.instanceOf(error, NameError);
      assert.include((error as Error).message, `must be no link, got that of ${join(folder.path, name)}`);
    }
    assert.deepEqual(readdirSync('outside'), []);
  });
});
