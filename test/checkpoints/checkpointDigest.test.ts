import { createHash } from 'node:crypto';
import { assert } from 'chai';
import { checkpointDigest, findDigest } from '../../src/checkpoints/checkpointDigest.js';
import { decodeCheckpoint } from '../../src/checkpoints/decodeCheckpoint.js';
import { encodeCheckpoint } from '../../src/checkpoints/encodeCheckpoint.js';
import { sha256 } from '../../src/checkpoints/sha256.js';
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

describe('sha256', () => {
  // NIST's examples, https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines/example-values.
  for (const [text, digest] of [
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
  ]) {
    it(`of '${text}' is NIST's`, () => assert.equal(sha256(new TextEncoder().encode(text)), digest));
  }

  it("is Node's, of every length around a block and of bytes anywhere in memory", () => {
    const memory = Uint8Array.from({ length: 70_000 }, (_, i) => (i * i * 31 + 7) & 255);
    for (let length = 0; length < 200; length++) {
      const bytes = memory.subarray(length, 2 * length);
      assert.equal(sha256(bytes), createHash('sha256').update(bytes).digest('hex'), String(length));
    }
    assert.equal(sha256(memory), createHash('sha256').update(memory).digest('hex'));
  });
});

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

  it('is not found where the header does not end within the file', () => {
    const { module, optimizer, options, dispose } = checkpointExample();
    const bytes = encodeCheckpoint(module, optimizer, options);
    for (const length of [0, 7, 8, 100]) assert.isUndefined(findDigest(bytes.subarray(0, length)));
    bytes[7] = 0xff;
    assert.isUndefined(findDigest(bytes));
    dispose();
  });
});
