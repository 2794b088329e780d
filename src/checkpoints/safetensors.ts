import { checkInstance } from '../config/checkInstance.js';
import { checkIterable } from '../config/checkIterable.js';
import { checkObject } from '../config/checkObject.js';
import type { SafetensorsDtype } from './safetensorsDtype.js';
import { METADATA_KEY, parseSafetensorsHeader } from './safetensorsHeader.js';
import { BYTES_OF_HEADER_LENGTH, safetensorsHeaderLength } from './safetensorsHeaderLength.js';
import { checkSafetensorsInput, type SafetensorsInput } from './safetensorsInput.js';
import { safetensorsLimits } from './safetensorsLimits.js';
import { SafetensorsMap } from './SafetensorsMap.js';
import { cutSafetensorsText, isBrokenSafetensorsText } from './safetensorsText.js';
import { safetensorsValues, type SafetensorsValues } from './safetensorsValues.js';

export type { SafetensorsInput } from './safetensorsInput.js';

const encoder = new TextEncoder();

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
 * and what {@link decodeSafetensors} would not read: a header above 16 MiB, more than 100,000 tensors, more than 1,000 texts
 * or one above 1 MiB, names above 8 KiB, shapes of more than 32 sizes.
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
    checkCount('tensors', unique.size, safetensorsLimits.tensors);
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
  checkCount('texts of metadata', keys.length, safetensorsLimits.texts);
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
    const value = JSON.stringify(text);
    checkBytes(`text ${cutSafetensorsText(JSON.stringify(key))}`, value, safetensorsLimits.textBytes);
    return `${jsonName(key)}:${value}`;
  });
  const entries = texts.length === 0 ? [] : [`"${METADATA_KEY}":{${texts.join()}}`];
  let begin = 0;
  for (const [name, { shape, values, dtype }] of tensors) {
    const end = begin + values.byteLength;
    entries.push(`${jsonName(name)}:${JSON.stringify({ dtype, shape, data_offsets: [begin, end] })}`);
    begin = end;
  }
  const json = encoder.encode(`{${entries.join()}}`);
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

function jsonName(name: string): string {
  const json = JSON.stringify(name);
  checkBytes(`name ${cutSafetensorsText(json)}`, json, safetensorsLimits.entryBytes);
  return json;
}

function checkBytes(what: string, json: string, most: number): void {
  const { length } = encoder.encode(json);
  if (length > most) throw new Error(`encodeSafetensors: ${what} must have at most ${most} bytes, got ${length}`);
}

function checkCount(kind: string, count: number, most: number): void {
  if (count > most) throw new Error(`encodeSafetensors: the header must hold at most ${most} ${kind}, got more`);
}

/** A safetensors file whose bytes are at hand. */
export interface DecodedSafetensors {
  /** The tensors in the order of their bytes, each made anew when it is asked for. */
  tensors: ReadonlyMap<string, SafetensorsTensor>;
  /** Texts about the file. */
  metadata: Record<string, string>;
}

/**
 * Reads a safetensors file, in the order of its bytes.
 *
 * Nothing of the file is trusted, and all of it is checked at once. What is returned keeps nothing of `bytes`. Values are copies,
 * with every bit, also of NaNs.
 *
 * @throws SafetensorsError on anything the format does not allow: a header that is not complete, does not begin with `{`,
 * is not UTF-8 or JSON or repeats a key; offsets that leave a hole, overlap, or do not end with the file; sizes that do
 * not fit shape and element type; a boolean other than 0 or 1. Also on what the format allows and we do not: a header
 * above 16 MiB (the format's limit is 100,000,000 bytes), more than 100,000 tensors, more than 1,000 texts of metadata or one
 * above 1 MiB, names above 8 KiB, shapes of more than 32 sizes, and the element types of 8 bits and fewer that are floats,
 * unsigned ones of more than 8, and `C64`.
 */
export function decodeSafetensors(bytes: Uint8Array): DecodedSafetensors {
  checkInstance('decodeSafetensors', 'bytes', bytes, Uint8Array, 'a Uint8Array');
  return decode(bytes, copyOf);
}

/** {@link decodeSafetensors} for who takes the tensors before `bytes` change: they are read there, without a copy of all. */
export function decodeSafetensorsInPlace(bytes: Uint8Array): DecodedSafetensors {
  return decode(bytes, (data) => data);
}

function decode(bytes: Uint8Array, keep: (data: Uint8Array) => Uint8Array): DecodedSafetensors {
  const where = 'decodeSafetensors';
  const start = bytes.subarray(0, BYTES_OF_HEADER_LENGTH);
  const dataStart = BYTES_OF_HEADER_LENGTH + safetensorsHeaderLength(where, start, bytes.length);
  const header = bytes.subarray(BYTES_OF_HEADER_LENGTH, dataStart);
  const { table, metadata } = parseSafetensorsHeader(where, header, bytes.length - dataStart);
  const data = keep(bytes.subarray(dataStart));
  for (const { name, dtype, begin, end } of table.entries()) {
    if (dtype === 'BOOL') safetensorsValues(where, name, dtype, data.subarray(begin, end));
  }
  const tensors = new SafetensorsMap(table, ({ name, dtype, shape, begin, end }): SafetensorsTensor => {
    // A buffer of its own is aligned for any element type.
    return { shape, values: safetensorsValues(where, name, dtype, copyOf(data.subarray(begin, end))), dtype };
  });
  return { tensors, metadata };
}

/** `slice` would not do: a Node Buffer's shares its memory. */
function copyOf(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(bytes.length);
  copy.set(bytes);
  return copy;
}
