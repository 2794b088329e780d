import { assert } from 'chai';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { insideFolder } from '../../../src/runs/names/insideFolder.js';
import { NameError } from '../../../src/runs/names/NameError.js';

describe('insideFolder', () => {
  let folder: string;
  before(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'inside-')));
    mkdirSync(join(folder, 'run', 'sub'), { recursive: true });
    writeFileSync(join(folder, 'run', 'old.txt'), 'old');
    symlinkSync(join(folder, 'outside.txt'), join(folder, 'run', 'dangling'));
    symlinkSync('old.txt', join(folder, 'run', 'alias'));
    symlinkSync('run', join(folder, 'linked'), 'dir');
  });
  after(() => rmSync(folder, { recursive: true }));

  async function refusalOf(inside: string, name: string): Promise<string> {
    const error: unknown = await insideFolder(join(folder, inside), name).catch((error: unknown) => error);
    assert.instanceOf(error, NameError);
    return (error as Error).message.replaceAll(folder, 'here').replaceAll('\\', '/');
  }

  it('gives the path of what is there and of what is not yet', async () => {
    for (const name of ['old.txt', 'sub', 'new.txt']) {
      assert.equal(await insideFolder(join(folder, 'run'), name), join(folder, 'run', name));
    }
  });

  it('follows links of the way to the folder', async () => {
    assert.equal(await insideFolder(join(folder, 'linked'), 'new.txt'), join(folder, 'run', 'new.txt'));
  });

  it('refuses links, also those that stay inside or lead to nothing', async () => {
    for (const name of ['dangling', 'alias']) {
      const message = `insideFolder: name must be no link, got that of here/run/${name}`;
      assert.equal(await refusalOf('run', name), message);
    }
  });

  it('refuses names that checkRunName refuses', async () => {
    assert.match(await refusalOf('run', '../x'), /^checkRunName: name must be made of .* got ".\.\/x"$/);
  });

  it('refuses a folder that is not there, and one that is a file', async () => {
    assert.match(await refusalOf('none', 'x'), /^insideFolder: folder must exist, got: ENOENT: /);
    assert.match(
      await refusalOf('run/old.txt', 'x'),
      /^insideFolder: folder must be one that can be searched, got: ENOTDIR: /,
    );
  });
});
