import { assert } from 'chai';
import type { FileHandle } from 'node:fs/promises';
import { readFully } from '../../src/checkpoints/readFully.js';
import { SafetensorsError } from '../../src/checkpoints/SafetensorsError.js';

/** A file that gives at most so many bytes in a call, and keeps what it was asked for. */
function slowFile(content: Uint8Array, most: number): { file: Pick<FileHandle, 'read'>; calls: number[][] } {
  const calls: number[][] = [];
  const read = (bytes: Uint8Array, offset: number, length: number, position: number): unknown => {
    calls.push([offset, length, position]);
    const some = content.subarray(position, position + Math.min(length, most));
    bytes.set(some, offset);
    return Promise.resolve({ bytesRead: some.length, buffer: bytes });
  };
  return { file: { read } as unknown as FileHandle, calls };
}

describe('readFully', () => {
  const content = Uint8Array.from({ length: 10 }, (_, i) => i);

  it('asks until it has all', async () => {
    const { file, calls } = slowFile(content, 2);
    const bytes = new Uint8Array(5);
    await readFully('here', file, bytes, 3);
    assert.deepEqual(bytes, Uint8Array.of(3, 4, 5, 6, 7));
    assert.deepEqual(calls, [
      [0, 5, 3],
      [2, 3, 5],
      [4, 1, 7],
    ]);
  });

  it('asks for nothing where nothing is to be read', async () => {
    const { file, calls } = slowFile(content, 2);
    await readFully('here', file, new Uint8Array(0), 20);
    assert.deepEqual(calls, []);
  });

  it('refuses a file that ends before', async () => {
    const { file } = slowFile(content, 4);
    const error: unknown = await readFully('here', file, new Uint8Array(9), 3).catch((caught: unknown) => caught);
    assert.instanceOf(error, SafetensorsError);
    assert.equal(error.reason, 'shrunk');
    assert.equal(error.message, 'here: the file must hold 9 bytes from 3 on, got 7: it was longer when opened');
  });

  it('never asks for more than a call can give', async () => {
    const asked: number[] = [];
    const read = (_: Uint8Array, _offset: number, length: number): unknown => {
      asked.push(length);
      return Promise.resolve({ bytesRead: length });
    };
    // A page may not have so many; they are handed on, not touched.
    const bytes = { length: 2 ** 31 + 3 } as Uint8Array;
    await readFully('here', { read } as unknown as FileHandle, bytes, 0);
    assert.deepEqual(asked, [2 ** 30, 2 ** 30, 3]);
  });
});
