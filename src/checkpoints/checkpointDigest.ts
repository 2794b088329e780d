import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** How many characters a digest has. */
export const DIGEST_LENGTH = 64;

/** The header's length, a little-endian 64-bit number, comes first in the file. */
const LENGTH_BYTES = 8;

const ENTRY_START = '"sha256":"';

const ZERO = '0'.charCodeAt(0);

/**
 * Where in a checkpoint its digest stands; undefined when the header has none, or does not end within the file.
 *
 * No other text of a header can look like this: a quotation mark within one has a backslash before it, and of all names
 * that a caller can choose each has a prefix.
 */
export function findDigest(bytes: Uint8Array): number | undefined {
  const header = headerOf(bytes);
  // In this encoding every byte is one character, so that places of characters are those of bytes.
  const found = /"sha256":"([^"\\]{64})"/.exec(new TextDecoder('latin1').decode(header));
  return found === null ? undefined : header.byteOffset - bytes.byteOffset + found.index + ENTRY_START.length;
}

/** Empty when it does not fit. */
function headerOf(bytes: Uint8Array): Uint8Array {
  if (bytes.length < LENGTH_BYTES) return bytes.subarray(0, 0);
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  return length > bytes.length - LENGTH_BYTES
    ? bytes.subarray(0, 0)
    : bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + Number(length));
}

/**
 * The SHA-256 of a whole file in hexadecimal digits, in which the digest itself counts as zeros.
 *
 * @param at Where the {@link DIGEST_LENGTH} characters of the digest begin.
 */
export function checkpointDigest(bytes: Uint8Array, at: number): string {
  const crypto = globalThis.process?.getBuiltinModule?.('node:crypto');
  const parts = [bytes.subarray(0, at), new Uint8Array(DIGEST_LENGTH).fill(ZERO), bytes.subarray(at + DIGEST_LENGTH)];
  // Node's is some ten times faster; that of browsers ends later, in a promise.
  const hash = crypto === undefined ? sha256.create() : crypto.createHash('sha256');
  for (const part of parts) hash.update(part);
  return bytesToHex(hash.digest());
}
