import { createHash } from 'node:crypto';
import { assert } from 'chai';
import { checkpointDigest, findDigest } from '../../src/checkpoints/checkpointDigest.js';
import { decodeCheckpoint } from '../../src/checkpoints/decodeCheckpoint.js';
import { encodeCheckpoint } from '../../src/checkpoints/encodeCheckpoint.js';
import { checkpointExample } from './checkpointExample.js';

/** What a call gives where there is no Node. */
function elsewhere<T>(call: () => T): T {
  const original = Object.getOwnPropertyDescriptor(process, 'getBuiltinModule')!;
  Object.defineProperty(process, 'getBuiltinModule', { ...original, value: undefined });
  try {
    return call();
  } finally {
    Object.defineProperty(process, 'getBuiltinModule', original);
  }
}

describe('checkpointDigest', () => {
  it('is of the bytes with zeros in its place, which stay as they are', () => {
    const { module, optimizer, options, dispose } = checkpointExample();
    const bytes = Buffer.from(encodeCheckpoint(module, optimizer, options));
    const at = findDigest(bytes)!;
    const before = Buffer.from(bytes);
    const zeros = Buffer.from(bytes).fill('0', at, at + 64);
    const want = createHash('sha256').update(zeros).digest('hex');
    assert.equal(bytes.toString('latin1', at, at + 64), want);
    assert.equal(checkpointDigest(bytes, at), want);
    assert.equal(
      elsewhere(() => checkpointDigest(bytes, at)),
      want,
    );
    assert.deepEqual(bytes, before);
    const [here, there] = [decodeCheckpoint(bytes), elsewhere(() => decodeCheckpoint(bytes))];
    assert.deepEqual(there, here);
    assert.deepEqual(
      elsewhere(() => encodeCheckpoint(module, optimizer, options)),
      new Uint8Array(bytes),
    );
    dispose();
  });

  it('is the same in Node and elsewhere, wherever it stands in bytes of any length around a block', () => {
    const memory = Uint8Array.from({ length: 400 }, (_, i) => (i * i * 31 + 7) & 255);
    for (let length = 64; length < 200; length++) {
      const bytes = memory.subarray(length, 2 * length);
      for (const at of [0, Math.floor((length - 64) / 2), length - 64]) {
        const want = createHash('sha256')
          .update(Buffer.from(bytes).fill('0', at, at + 64))
          .digest('hex');
        assert.equal(checkpointDigest(bytes, at), want);
        assert.equal(
          elsewhere(() => checkpointDigest(bytes, at)),
          want,
        );
      }
    }
  });

  it('is not found where the header does not end within the file', () => {
    const { module, optimizer, options, dispose } = checkpointExample();
    const bytes = encodeCheckpoint(module, optimizer, options);
    for (const length of [0, 7, 8, 100]) assert.isUndefined(findDigest(bytes.subarray(0, length)));
    bytes[7] = 0xff;
    assert.isUndefined(findDigest(bytes));
    dispose();
  });
});
