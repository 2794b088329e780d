import { formatShape } from '../engine/shapes.js';
import { checkHeaderKeys } from './checkHeaderKeys.js';

/** Names of the element types we read and write: float32, int32, and one byte of 0 or 1. */
export type SafetensorsDtype = 'F32' | 'I32' | 'BOOL';

/** Bytes of one element. */
export const BYTES_PER_ELEMENT: ReadonlyMap<string, number> = new Map<SafetensorsDtype, number>([
  ['F32', 4],
  ['I32', 4],
  ['BOOL', 1],
]);

/** The key of a header that names no tensor, but texts about the file. */
export const METADATA_KEY = '__metadata__';

/** What a header says of one tensor. Offsets count bytes from the end of the header. */
export interface HeaderEntry {
  name: string;
  dtype: SafetensorsDtype;
  shape: number[];
  begin: number;
  end: number;
}

const WHERE = 'decodeSafetensors';

/**
 * Reads and checks the JSON header of a safetensors file whose tensors fill `dataLength` bytes.
 *
 * @returns The tensors in the order of their bytes, which they tile without hole or overlap.
 * @throws Error when anything in it breaks the format.
 */
export function parseSafetensorsHeader(
  json: string,
  dataLength: number,
): { entries: HeaderEntry[]; metadata: Record<string, string> } {
  const header = parseJson(json);
  checkHeaderKeys(WHERE, json);
  const metadata = Object.hasOwn(header, METADATA_KEY) ? readMetadata(header[METADATA_KEY]) : {};
  const entries = Object.entries(header)
    .filter(([name]) => name !== METADATA_KEY)
    .map(([name, value]) => readEntry(name, value));
  // Empty tensors share their offset with the next one: by the end they come before it.
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end);
  checkTiling(entries, dataLength);
  return { entries, metadata };
}

function parseJson(json: string): Record<string, unknown> {
  try {
    return JSON.parse(json) as Record<string, unknown>;
  } catch (cause) {
    throw new Error(`${WHERE}: the header must be JSON, got ${quote(json)}`, { cause });
  }
}

function readMetadata(value: unknown): Record<string, string> {
  if (!isObject(value)) throw new Error(`${WHERE}: ${METADATA_KEY} must be an object, got ${quote(value)}`);
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== 'string') {
      throw new Error(`${WHERE}: ${METADATA_KEY} must hold texts, got ${quote(text)} for ${quote(key)}`);
    }
  }
  return value as Record<string, string>;
}

function readEntry(name: string, value: unknown): HeaderEntry {
  if (!isObject(value) || Object.keys(value).sort().join() !== 'data_offsets,dtype,shape') {
    throw new Error(`${WHERE}: ${quote(name)} must hold dtype, shape and data_offsets, got ${quote(value)}`);
  }
  const { dtype, shape, data_offsets: offsets } = value;
  if (typeof dtype !== 'string' || !BYTES_PER_ELEMENT.has(dtype)) {
    const known = [...BYTES_PER_ELEMENT.keys()].join(', ');
    throw new Error(`${WHERE}: dtype of ${quote(name)} must be one of ${known}, got ${quote(dtype)}`);
  }
  if (!isSizes(shape)) {
    throw new Error(`${WHERE}: shape of ${quote(name)} must hold whole numbers in [0, 2^53), got ${quote(shape)}`);
  }
  if (!isSizes(offsets) || offsets.length !== 2 || offsets[0] > offsets[1]) {
    throw new Error(
      `${WHERE}: data_offsets of ${quote(name)} must be two whole numbers in [0, 2^53) in order, got ${quote(offsets)}`,
    );
  }
  return { name, dtype: dtype as SafetensorsDtype, shape, begin: offsets[0], end: offsets[1] };
}

function checkTiling(entries: HeaderEntry[], dataLength: number): void {
  let position = 0;
  for (const { name, dtype, shape, begin, end } of entries) {
    if (begin !== position) {
      throw new Error(
        `${WHERE}: ${quote(name)} must begin at byte ${position}, where the tensor before it ends, got ${begin}`,
      );
    }
    const size = byteLength(shape, dtype);
    if (end - begin !== size) {
      throw new Error(
        `${WHERE}: ${quote(name)} must fill ${size} bytes, those of ${dtype} ${cut(formatShape(shape))}, got ${end - begin}`,
      );
    }
    position = end;
  }
  if (position !== dataLength) {
    throw new Error(`${WHERE}: the tensors must fill the ${dataLength} bytes after the header, got ${position}`);
  }
}

/** Infinite as soon as a product on the way is not exact: no file has that many bytes. */
function byteLength(shape: readonly number[], dtype: SafetensorsDtype): number {
  const exact = (n: number): number => (Number.isSafeInteger(n) ? n : Infinity);
  return exact(shape.reduce((product, size) => exact(product * size), 1) * BYTES_PER_ELEMENT.get(dtype)!);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

/** A value of an untrusted file as it stands in a message. */
function quote(value: unknown): string {
  return cut(JSON.stringify(value));
}

function cut(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
