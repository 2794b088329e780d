import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert } from 'chai';
import { nodeFiles } from '../../src/checkpoints/nodeFiles.js';
import { writeWhole } from '../../src/checkpoints/writeWhole.js';

describe('writeWhole', () => {
  it('leaves the file that was there, and no other, when its bytes cannot be made', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'whole-'));
    const path = join(folder, 'file');
    await writeFile(path, 'old');
    const failing = (): Uint8Array => {
      throw new Error('no bytes');
    };
    const error: unknown = await writeWhole('save', path, failing, 'encode').catch((reason: unknown) => reason);
    assert.equal((error as Error).message, 'no bytes');
    assert.equal(await readFile(path, 'utf8'), 'old');
    await writeWhole('save', path, () => Uint8Array.of(1, 2), 'encode');
    assert.deepEqual([...(await readFile(path))], [1, 2]);
    assert.deepEqual(await readdir(folder), ['file']);
    await rm(folder, { recursive: true });
  });
});

describe('nodeFiles', () => {
  it('are those of Node, and nothing elsewhere', () => {
    assert.isFunction(nodeFiles('save', 'a', 'encode').open);
    const original = Object.getOwnPropertyDescriptor(process, 'getBuiltinModule')!;
    Object.defineProperty(process, 'getBuiltinModule', { ...original, value: undefined });
    try {
      const message = "save: path must be a file of Node, got 'a' elsewhere; use encode";
      assert.throws(() => nodeFiles('save', 'a', 'encode'), message);
    } finally {
      Object.defineProperty(process, 'getBuiltinModule', original);
    }
  });
});
