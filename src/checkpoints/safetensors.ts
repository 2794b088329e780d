import { checkInstance } from '../config/checkInstance.js';
import { checkIterable } from '../config/checkIterable.js';
import { checkObject } from '../config/checkObject.js';
import { formatValue } from '../config/formatValue.js';
import { formatShape, sizeOf } from '../engine/shapes.js';
import { METADATA_KEY, parseSafetensorsHeader, type HeaderEntry, type SafetensorsDtype } from './safetensorsHeader.js';

/** Elements in row-major order; bytes are booleans, 0 or 1. */
export type SafetensorsValues = Float32Array | Int32Array | Uint8Array;

/** A tensor to write. */
export interface SafetensorsInput {
  shape: readonly number[];
  values: SafetensorsValues;
}

/** A tensor that was read. */
export interface SafetensorsTensor {
  shape: number[];
  values: SafetensorsValues;
  dtype: SafetensorsDtype;
}

/** The format's own limit of the header, in bytes: a larger one is an attack, or somebody's weights in the wrong place. */
const MAX_HEADER_BYTES = 100_000_000;

/** The header's length, a little-endian 64-bit number, comes first. */
const LENGTH_BYTES = 8;

/**
 * The bytes of a safetensors file (https://github.com/huggingface/safetensors, section "Format").
 *
 * The same tensors and metadata give the same bytes, in whatever order they come: 4-byte elements stand before
 * booleans, so that all are aligned, and names are sorted among each.
 *
 * @param tensors Names and tensors; float32, int32 and bool (a `Uint8Array`).
 * @param metadata Texts about the file; left out when empty.
 * @throws Error on a repeated or reserved name, values that do not fit their shape, a boolean other than 0 or 1, and a
 * header above 100,000,000 bytes.
 */
export function encodeSafetensors(
  tensors: Iterable<readonly [name: string, tensor: SafetensorsInput]>,
  metadata: Record<string, string> = {},
): Uint8Array {
  checkIterable('encodeSafetensors', 'tensors', tensors);
  checkObject('encodeSafetensors', 'metadata', metadata);
  const unique = new Map<string, SafetensorsInput>();
  for (const entry of tensors) {
    const [name, tensor] = checkEntry(entry);
    checkInput(name, tensor, unique);
    unique.set(name, tensor);
  }
  const ordered = [...unique].sort(
    ([nameA, a], [nameB, b]) => b.values.BYTES_PER_ELEMENT - a.values.BYTES_PER_ELEMENT || (nameA < nameB ? -1 : 1),
  );

  const header = encodeHeader(ordered, metadata);
  const dataStart = LENGTH_BYTES + header.length;
  const bytes = new Uint8Array(dataStart + ordered.reduce((total, [, { values }]) => total + values.byteLength, 0));
  new DataView(bytes.buffer).setUint32(0, header.length, true);
  bytes.set(header, LENGTH_BYTES);
  let position = dataStart;
  for (const [, { values }] of ordered) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), position);
    position += values.byteLength;
  }
  return bytes;
}

/** Entries are joined by hand: an object would move names that look like numbers, and lose `__proto__`. */
function encodeHeader(tensors: [string, SafetensorsInput][], metadata: Record<string, string>): Uint8Array {
  const texts = Object.keys(metadata)
    .sort()
    .map((key) => {
      const text: unknown = metadata[key];
      if (typeof text !== 'string') {
        throw new Error(`encodeSafetensors: metadata must hold texts, got ${typeof text} for ${JSON.stringify(key)}`);
      }
      return `${JSON.stringify(key)}:${JSON.stringify(text)}`;
    });
  const entries = texts.length === 0 ? [] : [`"${METADATA_KEY}":{${texts.join()}}`];
  let begin = 0;
  for (const [name, { shape, values }] of tensors) {
    const end = begin + values.byteLength;
    const entry = { dtype: dtypeOf(values), shape, data_offsets: [begin, end] };
    entries.push(`${JSON.stringify(name)}:${JSON.stringify(entry)}`);
    begin = end;
  }
  const json = new TextEncoder().encode(`{${entries.join()}}`);
  // Padded with spaces, so that the tensors start at a multiple of 8.
  const header = new Uint8Array(Math.ceil(json.length / 8) * 8).fill(0x20);
  header.set(json);
  if (header.length > MAX_HEADER_BYTES) {
    throw new Error(
      `encodeSafetensors: the header must have at most ${MAX_HEADER_BYTES} bytes, got ${header.length}: fewer tensors or less metadata`,
    );
  }
  return header;
}

function checkEntry(entry: readonly [name: string, tensor: SafetensorsInput]): typeof entry {
  if (Array.isArray(entry) && typeof entry[0] === 'string') {
    const { shape } = checkObject('encodeSafetensors', `tensor ${JSON.stringify(entry[0])}`, entry[1]);
    if (Array.isArray(shape)) return entry;
    throw new Error(
      `encodeSafetensors: shape of ${JSON.stringify(entry[0])} must be a list, got ${formatValue(shape)}`,
    );
  }
  throw new Error(`encodeSafetensors: tensors must hold pairs of a name and a tensor, got ${formatValue(entry)}`);
}

function checkInput(name: string, { shape, values }: SafetensorsInput, known: ReadonlyMap<string, unknown>): void {
  const where = `encodeSafetensors: ${JSON.stringify(name)}`;
  if (name === METADATA_KEY) throw new Error(`${where} must not name a tensor, got one: the format reserves it`);
  if (known.has(name)) throw new Error(`${where} must name one tensor, got two`);
  if (!shape.every((size) => Number.isSafeInteger(size) && size >= 0) || sizeOf(shape) !== values.length) {
    throw new Error(
      `${where} must have as many values as its shape says, got ${formatShape(shape)} and ${values.length}`,
    );
  }
  if (!(values instanceof Float32Array || values instanceof Int32Array || values instanceof Uint8Array)) {
    throw new Error(`${where} must be a Float32Array, an Int32Array or a Uint8Array, got ${typeName(values)}`);
  }
  if (values instanceof Uint8Array) checkBooleans(where, values);
}

function typeName(value: object): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}

function checkBooleans(where: string, values: Uint8Array): void {
  const i = values.findIndex((value) => value > 1);
  if (i >= 0) throw new Error(`${where} must hold booleans, 0 or 1, got ${values[i]} at ${i}`);
}

function dtypeOf(values: SafetensorsValues): SafetensorsDtype {
  if (values instanceof Float32Array) return 'F32';
  return values instanceof Int32Array ? 'I32' : 'BOOL';
}

/**
 * Reads a safetensors file, in the order of its bytes.
 *
 * Nothing of the file is trusted. Values are copies: they keep nothing of `bytes`, and every bit of it, also of NaNs.
 *
 * @throws Error on anything the format does not allow: a header that is not complete, is longer than 100,000,000 bytes,
 * does not begin with `{`, is not UTF-8 or JSON or repeats a key; offsets that leave a hole, overlap, or do not end
 * with the file; sizes that do not fit shape and element type; a boolean other than 0 or 1. Also on an element type
 * other than F32, I32 and BOOL.
 */
export function decodeSafetensors(bytes: Uint8Array): {
  tensors: Map<string, SafetensorsTensor>;
  metadata: Record<string, string>;
} {
  checkInstance('decodeSafetensors', 'bytes', bytes, Uint8Array, 'a Uint8Array');
  const dataStart = LENGTH_BYTES + headerLength(bytes);
  const data = bytes.subarray(dataStart);
  const { entries, metadata } = parseSafetensorsHeader(
    decodeText(bytes.subarray(LENGTH_BYTES, dataStart)),
    data.length,
  );
  const tensors = new Map<string, SafetensorsTensor>();
  for (const entry of entries) {
    tensors.set(entry.name, { shape: entry.shape, values: readValues(entry, data), dtype: entry.dtype });
  }
  return { tensors, metadata };
}

function headerLength(bytes: Uint8Array): number {
  if (bytes.length < LENGTH_BYTES) {
    throw new Error(`decodeSafetensors: bytes must hold at least ${LENGTH_BYTES}, got ${bytes.length}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, LENGTH_BYTES);
  const length = view.getUint32(0, true) + 2 ** 32 * view.getUint32(4, true);
  if (length > MAX_HEADER_BYTES) {
    throw new Error(`decodeSafetensors: the header must have at most ${MAX_HEADER_BYTES} bytes, got ${length}`);
  }
  if (LENGTH_BYTES + length > bytes.length) {
    throw new Error(
      `decodeSafetensors: the header must end within the file, after ${LENGTH_BYTES + length} bytes, got ${bytes.length}`,
    );
  }
  return length;
}

function decodeText(header: Uint8Array): string {
  if (header[0] !== 0x7b) {
    const got = header.length === 0 ? 'no byte' : `byte ${header[0]}`;
    throw new Error(`decodeSafetensors: the header must begin with "{", got ${got}`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(header);
  } catch (cause) {
    throw new Error('decodeSafetensors: the header must be UTF-8, got other bytes', { cause });
  }
}

function readValues({ name, dtype, begin, end }: HeaderEntry, data: Uint8Array): SafetensorsValues {
  // A buffer of its own is aligned for any element type. `slice` would not do: a Node Buffer's shares its memory.
  const copy = new Uint8Array(end - begin);
  copy.set(data.subarray(begin, end));
  if (dtype === 'F32') return new Float32Array(copy.buffer);
  if (dtype === 'I32') return new Int32Array(copy.buffer);
  checkBooleans(`decodeSafetensors: ${JSON.stringify(name)}`, copy);
  return copy;
}
