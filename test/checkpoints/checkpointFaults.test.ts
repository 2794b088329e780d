import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert } from 'chai';
import type { CheckpointError } from '../../src/checkpoints/CheckpointError.js';
import { CheckpointFolder } from '../../src/checkpoints/CheckpointFolder.js';
import { loadCheckpoint } from '../../src/checkpoints/loadCheckpoint.js';
import { saveCheckpoint } from '../../src/checkpoints/saveCheckpoint.js';
import { checkpointExample, type CheckpointExample } from './checkpointExample.js';
import { assertDiskFaults } from './checkpointFaults.js';

const NOBODY = 65_534;

/** What a call throws that a user makes whom permissions bind, as they do not root. */
async function asNobody(call: () => Promise<unknown>): Promise<CheckpointError | undefined> {
  const isRoot = process.geteuid!() === 0;
  if (isRoot) process.seteuid!(NOBODY);
  try {
    return await call().then(
      () => undefined,
      (error: unknown) => error as CheckpointError,
    );
  } finally {
    if (isRoot) process.seteuid!(0);
  }
}

describe('saving to a disk that', () => {
  it('is full or read-only tells so, leaves what was there, and nothing else', async () => {
    await assertDiskFaults([0, 40_000]);
  });
});

describe('saving without permission', () => {
  let folder: string;
  let path: string;
  let example: CheckpointExample;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'permission-'));
    path = join(folder, 'a');
    example = checkpointExample();
    const { module, optimizer, options } = example;
    await saveCheckpoint(path, module, optimizer, options);
  });
  afterEach(async () => {
    await chmod(folder, 0o700);
    await rm(folder, { recursive: true });
  });

  it('tells so, leaves what was there, and nothing else', async () => {
    const { module, optimizer, options, dispose } = example;
    await chmod(folder, 0o555);
    const before = await readFile(path);
    const error = await asNobody(() => saveCheckpoint(path, module, optimizer, { ...options, step: 1 }));
    assert.include(error?.message, `saveCheckpoint: ${path} must be where this user may do so, got EACCES: `);
    assert.deepInclude(error, { reason: 'permission', path, bytesNeeded: before.length });
    assert.deepEqual(await readFile(path), before);
    assert.deepEqual(await readdir(folder), ['a']);
    dispose();
  });

  it('to replace the file of another tells so, leaves it, and nothing else', async function () {
    const { module, optimizer, options, dispose } = example;
    // Only root can make a file that is of another user.
    if (process.geteuid!() === 0) {
      await chmod(folder, 0o1777);
      const before = await readFile(path);
      const error = await asNobody(() => saveCheckpoint(path, module, optimizer, { ...options, step: 1 }));
      assert.deepInclude(error, { reason: 'permission', path, bytesNeeded: before.length });
      assert.deepEqual(await readFile(path), before);
      assert.deepEqual(await readdir(folder), ['a']);
    }
    dispose();
  });

  it('to remove old ones tells so, and the new one is there', async () => {
    const { module, optimizer, options, dispose } = example;
    const checkpoints = new CheckpointFolder(folder, { keep: 1 });
    const old = await checkpoints.save(module, optimizer, options);
    if (process.geteuid!() === 0) {
      await chmod(folder, 0o1777);
      const error = await asNobody(() => checkpoints.save(module, optimizer, { ...options, step: 3 }));
      assert.deepInclude(error, { reason: 'permission', path: old });
      assert.include(error?.message, `CheckpointFolder.save: ${old} must be where this user may do so, got EPERM: `);
      assert.equal((await checkpoints.newest())!.checkpoint.step, 3);
    }
    dispose();
  });

  it('to read tells so, and passes over', async () => {
    const { module, optimizer, options, dispose } = example;
    const checkpoints = new CheckpointFolder(folder);
    const older = await checkpoints.save(module, optimizer, options);
    const newer = await checkpoints.save(module, optimizer, { ...options, step: 3 });
    await chmod(folder, 0o755);
    await chmod(newer, 0);
    const error = await asNobody(() => loadCheckpoint(newer));
    assert.deepInclude(error, { reason: 'permission', path: newer });
    await asNobody(async () => {
      const { path: found, skipped } = (await checkpoints.newest())!;
      assert.deepEqual([found, skipped[0].path, skipped[0].error.reason], [older, newer, 'permission']);
    }).then((failed) => assert.isUndefined(failed));
    await chmod(folder, 0);
    assert.equal((await asNobody(() => checkpoints.list()))?.reason, 'permission');
    dispose();
  });
});
