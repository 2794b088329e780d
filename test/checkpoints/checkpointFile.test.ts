import { readdirSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memory } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { CheckpointError } from '../../src/checkpoints/CheckpointError.js';
import { decodeCheckpoint } from '../../src/checkpoints/decodeCheckpoint.js';
import { encodeCheckpoint } from '../../src/checkpoints/encodeCheckpoint.js';
import { loadCheckpoint } from '../../src/checkpoints/loadCheckpoint.js';
import { saveCheckpoint } from '../../src/checkpoints/saveCheckpoint.js';
import { applyGradients } from '../helpers/applyGradients.js';
import { checkpointExample, type CheckpointExample } from './checkpointExample.js';

async function rejection(promise: Promise<unknown>): Promise<CheckpointError> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  assert.instanceOf(error, Error);
  return error as CheckpointError;
}

describe('saveCheckpoint and loadCheckpoint', () => {
  let folder: string;
  let example: CheckpointExample;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'checkpoint-'));
    example = checkpointExample();
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('keep every bit, in place of a file that exists', async () => {
    const { module, optimizer, options, dispose } = example;
    const path = join(folder, 'a.safetensors');
    await writeFile(path, 'old');
    await saveCheckpoint(path, module, optimizer, options);
    const bytes = encodeCheckpoint(module, optimizer, options);
    assert.deepEqual(new Uint8Array(await readFile(path)), bytes);
    assert.deepEqual(await loadCheckpoint(path), decodeCheckpoint(bytes));
    assert.deepEqual(await readdir(folder), ['a.safetensors']);
    dispose();
  });

  it('take the values of the call, though training goes on before the file is there', async () => {
    const { module, optimizer, options, dispose } = example;
    const path = join(folder, 'a');
    const bytes = encodeCheckpoint(module, optimizer, options);
    const saving = saveCheckpoint(path, module, optimizer, options);
    applyGradients(optimizer, module, { 'list.0': [1, 2, 3, 4], 'list.1': [5, 6, 7] });
    await saving;
    assert.deepEqual(new Uint8Array(await readFile(path)), bytes);
    dispose();
  });

  it('replace a link, and leave alone what it leads to', async () => {
    const { module, optimizer, options, dispose } = example;
    const [target, path] = [join(folder, 'target'), join(folder, 'link')];
    await writeFile(target, 'not ours');
    await symlink(target, path);
    await saveCheckpoint(path, module, optimizer, options);
    assert.equal(await readFile(target, 'utf8'), 'not ours');
    assert.match(String(await readlink(path).catch((error: unknown) => error)), /EINVAL/);
    assert.equal((await loadCheckpoint(path)).step, options.step);
    dispose();
  });

  it('leak no tensor, no open file and no file, saved 100 times', async () => {
    const { module, optimizer, options, dispose } = example;
    const path = join(folder, 'a');
    await saveCheckpoint(path, module, optimizer, options);
    const open = (): number => readdirSync('/proc/self/fd').length;
    const [tensors, files] = [memory().numTensors, open()];
    for (let time = 0; time < 100; time++) {
      await saveCheckpoint(path, module, optimizer, options);
      await loadCheckpoint(path);
      await rejection(saveCheckpoint(join(folder, 'none', 'a'), module, optimizer, options));
    }
    assert.equal(memory().numTensors, tensors);
    assert.isAtMost(open(), files);
    assert.deepEqual(await readdir(folder), ['a']);
    dispose();
  });

  it('say what cannot be read, and why', async () => {
    const { module, optimizer, options, dispose } = example;
    const path = join(folder, 'a');
    await saveCheckpoint(path, module, optimizer, options);
    const bytes = await readFile(path);
    bytes[bytes.length - 1] ^= 1;
    await writeFile(path, bytes);
    const damaged = await rejection(loadCheckpoint(path));
    assert.include(damaged.message, `loadCheckpoint: ${path}: decodeCheckpoint: sha256 must be that of the bytes, `);
    assert.deepInclude(damaged, { reason: 'digest', path });
    const none = join(folder, 'none');
    const missing = await rejection(loadCheckpoint(none));
    assert.include(missing.message, `loadCheckpoint: ${none} must be there, with its folder, got ENOENT: `);
    assert.deepInclude(missing, { reason: 'missing', path: none });
    const unread = await rejection(loadCheckpoint(folder));
    assert.include(unread.message, `loadCheckpoint: ${folder} must be a file that can be read, got EISDIR: `);
    assert.equal(unread.reason, 'read');
    dispose();
  });

  it('say what cannot be written, and leave no other file', async () => {
    const { module, optimizer, options, dispose } = example;
    const bytesNeeded = encodeCheckpoint(module, optimizer, options).length;
    const taken = join(folder, 'taken');
    await mkdir(join(taken, 'inside'), { recursive: true });
    const error = await rejection(saveCheckpoint(taken, module, optimizer, options));
    assert.include(error.message, `saveCheckpoint: ${taken} must be a file that can be written, got `);
    assert.deepInclude(error, { reason: 'write', path: taken, bytesNeeded });
    const inFile = join(folder, 'file', 'a');
    await writeFile(join(folder, 'file'), '');
    assert.equal((await rejection(saveCheckpoint(inFile, module, optimizer, options))).reason, 'missing');
    assert.sameMembers(await readdir(folder), ['taken', 'file']);
    dispose();
  });

  it('say what to use where there are no files', async () => {
    const { module, optimizer, options, dispose } = example;
    const original = Object.getOwnPropertyDescriptor(process, 'getBuiltinModule')!;
    Object.defineProperty(process, 'getBuiltinModule', { ...original, value: undefined });
    try {
      assert.equal(
        (await rejection(saveCheckpoint('a', module, optimizer, options))).message,
        "saveCheckpoint: path must be a file of Node, got 'a' elsewhere; use encodeCheckpoint",
      );
      assert.equal(
        (await rejection(loadCheckpoint('a'))).message,
        "loadCheckpoint: path must be a file of Node, got 'a' elsewhere; use decodeCheckpoint",
      );
    } finally {
      Object.defineProperty(process, 'getBuiltinModule', original);
    }
    dispose();
  });
});
