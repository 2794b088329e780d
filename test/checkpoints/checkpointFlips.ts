import { assert } from 'chai';
import { CheckpointError } from '../../src/checkpoints/CheckpointError.js';
import { decodeCheckpoint } from '../../src/checkpoints/decodeCheckpoint.js';
import { encodeCheckpoint } from '../../src/checkpoints/encodeCheckpoint.js';
import { checkpointExample } from './checkpointExample.js';

/** How many damaged files were refused, by the reason that was told. */
export type Refusals = Map<CheckpointError['reason'], number>;

/** A checkpoint of about 2 kB, most of it header. */
function exampleBytes(): Uint8Array {
  const { module, optimizer, options, dispose } = checkpointExample();
  try {
    const details = { ...options.details, vocabulary: 'abcdefghijklmnopqrstuvwxyz "\n'.repeat(30) };
    return encodeCheckpoint(module, optimizer, { ...options, details });
  } finally {
    dispose();
  }
}

function countRefusal(bytes: Uint8Array, what: string, refusals: Refusals): void {
  try {
    decodeCheckpoint(bytes);
  } catch (error) {
    assert.instanceOf(error, CheckpointError, what);
    const { reason } = error;
    refusals.set(reason, (refusals.get(reason) ?? 0) + 1);
    return;
  }
  assert.fail(`nothing was thrown with ${what}`);
}

/**
 * Flips one bit of a checkpoint, so many of them one after the other and evenly over the whole file, and asserts that
 * none of these files is read.
 */
export function assertFlipsRefused(count: number): Refusals {
  const bytes = exampleBytes();
  const bits = 8 * bytes.length;
  assert.isAbove(bits, count, 'the checkpoint must have as many bits');
  const refusals: Refusals = new Map();
  for (let i = 0; i < count; i++) {
    const bit = Math.floor((i * bits) / count);
    bytes[bit >> 3] ^= 1 << (bit & 7);
    countRefusal(bytes, `bit ${bit} flipped`, refusals);
    bytes[bit >> 3] ^= 1 << (bit & 7);
  }
  decodeCheckpoint(bytes);
  return refusals;
}

/** Cuts a checkpoint at so many lengths, evenly from none on, and asserts that none of what is left is read. */
export function assertCutsRefused(count: number): Refusals {
  const bytes = exampleBytes();
  assert.isAtLeast(bytes.length, count, 'the checkpoint must have as many bytes');
  const refusals: Refusals = new Map();
  for (let i = 0; i < count; i++) {
    const length = Math.floor((i * bytes.length) / count);
    countRefusal(bytes.subarray(0, length), `the first ${length} bytes`, refusals);
  }
  countRefusal(bytes.subarray(0, -1), 'all but the last byte', refusals);
  return refusals;
}
