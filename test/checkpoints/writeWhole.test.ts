import { mkdtemp, open, readdir, readFile, rm, stat, writeFile, type FileHandle } from 'node:fs/promises';
import files from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert } from 'chai';
import { CheckpointError } from '../../src/checkpoints/CheckpointError.js';
import { nodeFiles } from '../../src/checkpoints/nodeFiles.js';
import { isPartialPath, partialPath } from '../../src/checkpoints/partialPath.js';
import { writeWhole } from '../../src/checkpoints/writeWhole.js';

describe('writeWhole', () => {
  let folder: string;
  let path: string;
  let handles: FileHandle;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'whole-'));
    path = join(folder, 'file');
    await writeFile(path, 'old');
    const file = await open(path);
    handles = Object.getPrototypeOf(file) as FileHandle;
    await file.close();
  });
  afterEach(() => rm(folder, { recursive: true }));

  const save = (bytes = Uint8Array.of(1, 2, 3)): Promise<void> => writeWhole('save', path, () => bytes, 'encode');

  /** What a call throws while a method of Node's files does something else. */
  async function failing<Name extends keyof FileHandle>(
    name: Name,
    replace: (original: FileHandle[Name]) => unknown,
  ): Promise<CheckpointError | undefined> {
    const original = handles[name];
    Object.defineProperty(handles, name, { value: replace(original), configurable: true, writable: true });
    try {
      return await save().then(
        () => undefined,
        (error: unknown) => error as CheckpointError,
      );
    } finally {
      Object.defineProperty(handles, name, { value: original, configurable: true, writable: true });
    }
  }

  async function assertOld(): Promise<void> {
    assert.equal(await readFile(path, 'utf8'), 'old');
    assert.deepEqual(await readdir(folder), ['file']);
  }

  const fault = (code: string): Error => Object.assign(new Error(`${code}: planted`), { code });

  it('leaves the file that was there, and no other, when its bytes cannot be made', async () => {
    const none = (): Uint8Array => {
      throw new Error('no bytes');
    };
    const error: unknown = await writeWhole('save', path, none, 'encode').catch((reason: unknown) => reason);
    assert.equal((error as Error).message, 'no bytes');
    await assertOld();
    await save();
    assert.deepEqual([...(await readFile(path))], [1, 2, 3]);
    assert.deepEqual(await readdir(folder), ['file']);
  });

  it('syncs and asks for the size before it renames, and then syncs the folder', async () => {
    const done: string[] = [];
    const original = { ...files };
    const noting = (name: 'sync' | 'stat' | 'write'): (() => void) => {
      const method = Reflect.get(handles, name) as (...given: unknown[]) => unknown;
      const noted = function (this: FileHandle, ...given: unknown[]): unknown {
        done.push(name);
        return method.apply(this, given);
      };
      Object.defineProperty(handles, name, { value: noted, configurable: true, writable: true });
      return () => Object.defineProperty(handles, name, { value: method, configurable: true, writable: true });
    };
    const undo = [noting('sync'), noting('stat'), noting('write')];
    files.open = async (where, ...rest) => {
      done.push(`open ${where === folder ? 'folder' : String(rest[0])}`);
      return original.open(where, ...rest);
    };
    files.rename = async (...given) => {
      done.push('rename');
      return original.rename(...given);
    };
    try {
      await save();
    } finally {
      Object.assign(files, { open: original.open, rename: original.rename });
      for (const one of undo) one();
    }
    assert.deepEqual(done, ['open wx', 'write', 'sync', 'stat', 'rename', 'open folder', 'sync']);
  });

  it('goes on where the system wrote less than it was given', async () => {
    const byOne = (write: (...given: unknown[]) => unknown) =>
      function (this: FileHandle, bytes: Uint8Array, from: number, _length: number, at: number): unknown {
        return write.call(this, bytes, from, 1, at);
      };
    assert.isUndefined(await failing('write', byOne as never));
    assert.deepEqual([...(await readFile(path))], [1, 2, 3]);
  });

  it('believes the size of the file, not that it was written', async () => {
    const lying = () => (_bytes: Uint8Array, _from: number, length: number) =>
      Promise.resolve({ bytesWritten: length });
    const error = await failing('write', lying);
    assert.equal(error?.message, `save: ${path} must have 3 bytes when written, got 0`);
    assert.deepInclude(error, { reason: 'write', path, bytesNeeded: 3 });
    await assertOld();
  });

  for (const [code, reason, rule] of [
    ['ENOSPC', 'full', 'must have room on its disk for its 3 bytes'],
    ['EDQUOT', 'full', 'must have room in the quota of its disk for its 3 bytes'],
    ['EACCES', 'permission', 'must be where this user may do so'],
    ['EPERM', 'permission', 'must be where this user may do so'],
    ['EROFS', 'readOnly', 'must be on a disk that can be written'],
    ['EIO', 'write', 'must be a file that can be written'],
  ] as const) {
    it(`leaves the file that was there, and no other, at ${code}, whenever it comes`, async () => {
      for (const name of ['write', 'sync', 'stat'] as const) {
        const error = await failing(name, () => () => Promise.reject(fault(code)));
        assert.instanceOf(error, CheckpointError, name);
        assert.equal(error?.message, `save: ${path} ${rule}, got ${code}: planted`);
        assert.deepInclude(error, { reason, path, bytesNeeded: 3 });
        await assertOld();
      }
    });
  }

  for (const [code, isTold] of [
    ['EINVAL', false],
    ['EPERM', false],
    ['EACCES', false],
    ['EIO', true],
  ] as const) {
    it(`${isTold ? 'tells' : 'does not tell'} of a folder that is not synced for ${code}`, async () => {
      let times = 0;
      const second = (sync: FileHandle['sync']) =>
        function (this: FileHandle): Promise<void> {
          times++;
          return times === 2 ? Promise.reject(fault(code)) : sync.call(this);
        };
      assert.equal((await failing('sync', second))?.reason, isTold ? 'write' : undefined);
      assert.deepEqual([...(await readFile(path))], [1, 2, 3]);
    });
  }

  it('knows a full quota by its number, for which Node has no name', async () => {
    const quota = Object.assign(new Error('Unknown system error -122'), { code: 'Unknown system error -122' });
    const error = await failing('sync', () => () => Promise.reject(Object.assign(quota, { errno: -122 })));
    assert.equal(error?.reason, 'full');
  });

  it('leaves permissions to the process, and writes nothing as well', async () => {
    const before = process.umask(0o027);
    try {
      await save(new Uint8Array());
    } finally {
      process.umask(before);
    }
    assert.equal((await stat(path)).size, 0);
    assert.equal((await stat(path)).mode & 0o777, 0o640);
  });
});

describe('partialPath', () => {
  it('is beside the file, known again, and never the same', () => {
    const made = Array.from({ length: 1000 }, () => partialPath(join('a', 'b.c')));
    assert.equal(new Set(made).size, 1000);
    for (const one of made) assert.match(one, /^a[\\/]\.b\.c\.[0-9a-f]{16}\.partial$/);
    assert.isTrue(isPartialPath('.b.c.0123456789abcdef.partial'));
    assert.isTrue(isPartialPath('.\n.0123456789abcdef.partial'));
    for (const name of ['b.0123456789abcdef.partial', '.b.partial', '.b.0123456789abcdef.partial.txt', 'partial']) {
      assert.isFalse(isPartialPath(name), name);
    }
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
