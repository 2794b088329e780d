import { checkInstance } from '../config/checkInstance.js';
import { checkIterable } from '../config/checkIterable.js';
import { checkObject } from '../config/checkObject.js';
import type { SafetensorsDtype } from './safetensorsDtype.js';
import { METADATA_KEY, parseSafetensorsHeader } from './safetensorsHeader.js';
import { BYTES_OF_HEADER_LENGTH, safetensorsHeaderLength } from './safetensorsHeaderLength.js';
import { checkSafetensorsInput, type SafetensorsInput } from './safetensorsInput.js';
import { safetensorsLimits } from './safetensorsLimits.js';
import { isBrokenSafetensorsText } from './safetensorsText.js';
import { safetensorsValues, type SafetensorsValues } from './safetensorsValues.js';

export type { SafetensorsInput } from './safetensorsInput.js';

/**
 * Bytes up to which V8 keeps the elements of an array within its heap, until somebody asks for their buffer: that takes
 * several hundred bytes more, and a hundred thousand of them take more than the file.
 */
const SMALL = 64;

/** A tensor that was read. */
export interface SafetensorsTensor {
  /** Empty for a single number. */
  shape: number[];
  /** `F16` and `BF16` as float32, which holds each of their numbers; `U8` and `BOOL` as bytes; the others as they are. */
  values: SafetensorsValues;
  /** The type of the elements in the file. */
  dtype: SafetensorsDtype;
}

/**
 * The bytes of a safetensors file (https://github.com/huggingface/safetensors, section "Format").
 *
 * The same tensors and metadata give the same bytes, in whatever order they come: larger elements stand before smaller
 * ones, so that all are aligned, and names are sorted among each.
 *
 * @param tensors Names and tensors.
 * @param metadata Texts about the file; left out when empty.
 * @throws Error on a repeated or reserved name, values that do not fit their shape or type, a boolean other than 0 or 1,
 * and what {@link decodeSafetensors} would not read: a header above 16 MiB, more than 100,000 tensors or texts, shapes of
 * more than 32 sizes.
 */
export function encodeSafetensors(
  tensors: Iterable<readonly [name: string, tensor: SafetensorsInput]>,
  metadata: Record<string, string> = {},
): Uint8Array {
  checkIterable('encodeSafetensors', 'tensors', tensors);
  checkObject('encodeSafetensors', 'metadata', metadata);
  const unique = new Map<string, Required<SafetensorsInput>>();
  for (const entry of tensors) {
    const [name, tensor] = checkSafetensorsInput(entry, unique);
    unique.set(name, tensor);
    checkCount('tensors', unique.size);
  }
  const ordered = [...unique].sort(
    ([nameA, a], [nameB, b]) => b.values.BYTES_PER_ELEMENT - a.values.BYTES_PER_ELEMENT || (nameA < nameB ? -1 : 1),
  );

  const header = encodeHeader(ordered, metadata);
  const dataStart = BYTES_OF_HEADER_LENGTH + header.length;
  const bytes = new Uint8Array(dataStart + ordered.reduce((total, [, { values }]) => total + values.byteLength, 0));
  new DataView(bytes.buffer).setUint32(0, header.length, true);
  bytes.set(header, BYTES_OF_HEADER_LENGTH);
  let position = dataStart;
  for (const [, { values }] of ordered) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), position);
    position += values.byteLength;
  }
  return bytes;
}

/** Entries are joined by hand: an object would move names that look like numbers, and lose `__proto__`. */
function encodeHeader(tensors: [string, Required<SafetensorsInput>][], metadata: Record<string, string>): Uint8Array {
  const keys = Object.keys(metadata).sort();
  checkCount('texts of metadata', keys.length);
  const texts = keys.map((key) => {
    const text: unknown = metadata[key];
    if (typeof text !== 'string') {
      throw new Error(`encodeSafetensors: metadata must hold texts, got ${typeof text} for ${JSON.stringify(key)}`);
    }
    if (isBrokenSafetensorsText(`${key} ${text}`)) {
      throw new Error(
        `encodeSafetensors: metadata must be Unicode, got half of a surrogate pair in ${JSON.stringify(key)}`,
      );
    }
    return `${JSON.stringify(key)}:${JSON.stringify(text)}`;
  });
  const entries = texts.length === 0 ? [] : [`"${METADATA_KEY}":{${texts.join()}}`];
  let begin = 0;
  for (const [name, { shape, values, dtype }] of tensors) {
    const end = begin + values.byteLength;
    entries.push(`${JSON.stringify(name)}:${JSON.stringify({ dtype, shape, data_offsets: [begin, end] })}`);
    begin = end;
  }
  const json = new TextEncoder().encode(`{${entries.join()}}`);
  // Padded with spaces, so that the tensors start at a multiple of 8.
  const header = new Uint8Array(Math.ceil(json.length / 8) * 8).fill(0x20);
  header.set(json);
  const { headerBytes } = safetensorsLimits;
  if (header.length > headerBytes) {
    throw new Error(
      `encodeSafetensors: the header must have at most ${headerBytes} bytes, got ${header.length}: fewer tensors or less metadata`,
    );
  }
  return header;
}

function checkCount(kind: string, count: number): void {
  const { names } = safetensorsLimits;
  if (count > names) throw new Error(`encodeSafetensors: the header must hold at most ${names} ${kind}, got more`);
}

/**
 * Reads a safetensors file, in the order of its bytes.
 *
 * Nothing of the file is trusted. Values are copies: they keep nothing of `bytes`, and every bit of it, also of NaNs.
 *
 * @throws SafetensorsError on anything the format does not allow: a header that is not complete, does not begin with `{`,
 * is not UTF-8 or JSON or repeats a key; offsets that leave a hole, overlap, or do not end with the file; sizes that do
 * not fit shape and element type; a boolean other than 0 or 1. Also on what the format allows and we do not: a header
 * above 16 MiB (the format's limit is 100,000,000 bytes), more than 100,000 tensors or texts of metadata, shapes of more
 * than 32 sizes, and the element types of 8 bits and fewer that are floats, unsigned ones of more than 8, and `C64`.
 */
export function decodeSafetensors(bytes: Uint8Array): {
  tensors: Map<string, SafetensorsTensor>;
  metadata: Record<string, string>;
} {
  checkInstance('decodeSafetensors', 'bytes', bytes, Uint8Array, 'a Uint8Array');
  const start = bytes.subarray(0, BYTES_OF_HEADER_LENGTH);
  const dataStart = BYTES_OF_HEADER_LENGTH + safetensorsHeaderLength('decodeSafetensors', start, bytes.length);
  const data = bytes.subarray(dataStart);
  const header = bytes.subarray(BYTES_OF_HEADER_LENGTH, dataStart);
  const { entries, metadata } = parseSafetensorsHeader('decodeSafetensors', header, data.length);
  const tensors = new Map<string, SafetensorsTensor>();
  const scratch = new Uint8Array(SMALL);
  for (const { name, dtype, shape, begin, end } of entries) {
    // A buffer of its own is aligned for any element type. `slice` would not do: a Node Buffer's shares its memory.
    const isSmall = end - begin <= SMALL;
    const bytes = isSmall ? scratch.subarray(0, end - begin) : new Uint8Array(end - begin);
    bytes.set(data.subarray(begin, end));
    const values = safetensorsValues('decodeSafetensors', name, dtype, bytes);
    tensors.set(name, { shape, values: isSmall ? values.slice() : values, dtype });
  }
  return { tensors, metadata };
}
