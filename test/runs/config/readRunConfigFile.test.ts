import { assert } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '../../../src/runs/config/ConfigError.js';
import { readRunConfigFile } from '../../../src/runs/config/readRunConfigFile.js';

describe('readRunConfigFile', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'run-config-'))));
  after(() => rmSync(folder, { recursive: true }));

  async function refusalOf(path: string): Promise<string> {
    const error: unknown = await readRunConfigFile(path).catch((error: unknown) => error);
    assert.instanceOf(error, ConfigError);
    return error.message.replaceAll(folder, 'here');
  }

  function written(name: string, content: string | Uint8Array): string {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  }

  it('gives what is in the file, without defaults', async () => {
    const path = written('good.json', '\uFEFF{"training": {"steps": 5}}\n');
    assert.deepEqual(await readRunConfigFile(path), { training: { steps: 5 } });
  });

  it('refuses what is not there, a folder, and what is no file', async () => {
    const must = 'must be a file that can be read, got:';
    assert.match(
      await refusalOf(join(folder, 'none.json')),
      /^config: here.none\.json must be a file .* got: ENOENT: /,
    );
    assert.equal(await refusalOf(folder), `config: here ${must} it is none`);
    if (process.platform !== 'win32') {
      assert.equal(await refusalOf('/dev/zero'), `config: /dev/zero ${must} it is none`);
    }
  });

  it('refuses more than 1 MiB before it is read', async () => {
    const path = written('large.json', ' '.repeat(2 ** 20 + 1));
    assert.match(
      await refusalOf(path),
      /must be a file that can be read, got: it has 1048577 bytes, of at most 1048576$/,
    );
  });

  it('refuses what is not UTF-8 and what is not JSON', async () => {
    assert.match(
      await refusalOf(written('bytes.json', Uint8Array.of(0x22, 0xff, 0x22))),
      /must be UTF-8, got other bytes$/,
    );
    assert.match(await refusalOf(written('bad.json', '{')), /bad\.json, line 1, column 2: must be a key/);
  });
});
