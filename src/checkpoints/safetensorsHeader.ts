import { formatShape } from '../engine/shapes.js';
import { checkHeaderKeys } from './checkHeaderKeys.js';
import { safetensorsByteLength } from './safetensorsByteLength.js';
import { safetensorsDtypes } from './safetensorsDtype.js';
import { SafetensorsError, type SafetensorsErrorReason } from './SafetensorsError.js';
import { safetensorsLimits } from './safetensorsLimits.js';
import { parseSafetensorsJson, safetensorsMembers } from './safetensorsMembers.js';
import { SafetensorsTable, type HeaderEntry } from './SafetensorsTable.js';
import {
  cutSafetensorsText as cut,
  isBrokenSafetensorsText as isBroken,
  quoteSafetensorsText as quote,
  safetensorsText,
} from './safetensorsText.js';

/** The key of a header that names no tensor, but texts about the file. */
export const METADATA_KEY = '__metadata__';

/** A text with its quotes. */
const JSON_TEXT = /"(?:[^"\\]|\\.)*"/g;

/** What a header says. */
export interface SafetensorsHeader {
  /** The tensors, whose bytes tile the file without hole or overlap. */
  table: SafetensorsTable;
  metadata: Record<string, string>;
}

/** Does not return. */
type Refuse = (reason: SafetensorsErrorReason, message: string) => never;

/**
 * Reads and checks the JSON header of a safetensors file whose tensors fill `dataLength` bytes.
 *
 * One entry is parsed at a time: besides what is returned it takes little memory, whatever the header.
 *
 * @param where What the error names first.
 * @throws SafetensorsError when anything in it breaks the format, or is above {@link safetensorsLimits}.
 */
export function parseSafetensorsHeader(where: string, header: Uint8Array, dataLength: number): SafetensorsHeader {
  const refuse: Refuse = (reason, message) => {
    throw new SafetensorsError(reason, `${where}: ${message}`);
  };
  if (header[0] !== 0x7b) {
    const got = header.length === 0 ? 'no byte' : `byte ${header[0]}`;
    refuse('headerStart', `the header must begin with "{", got ${got}`);
  }
  const { tensors } = safetensorsLimits;
  const table = new SafetensorsTable(header.length);
  let metadata: Record<string, string> | undefined;
  for (const [name, value] of safetensorsMembers(where, header)) {
    checkWhole(name, name, refuse);
    if (name === METADATA_KEY) {
      if (metadata !== undefined) refuseTwice(name, refuse);
      metadata = readMetadata(where, value, refuse);
      continue;
    }
    if (table.size === tensors) refuse('tooMany', `the header must hold at most ${tensors} tensors, got more`);
    table.add(readEntry(where, name, value, header, refuse));
  }
  const twice = table.sort();
  if (twice !== undefined) refuseTwice(twice, refuse);
  checkTiling(table, dataLength, refuse);
  return { table, metadata: metadata ?? {} };
}

function refuseTwice(name: string, refuse: Refuse): void {
  refuse('duplicateKey', `the header must name each key once, got ${quote(name)} twice`);
}

function checkWhole(text: string, name: string, refuse: Refuse): void {
  if (isBroken(text)) refuse('headerText', `the header must be UTF-8, got half of a surrogate pair in ${quote(name)}`);
}

function readMetadata(where: string, value: Uint8Array, refuse: Refuse): Record<string, string> {
  const shown = (bytes: Uint8Array): string => cut(safetensorsText(where, bytes).trimEnd());
  if (value[0] !== 0x7b) refuse('metadata', `${METADATA_KEY} must be an object, got ${shown(value)}`);
  const { texts: most, textBytes } = safetensorsLimits;
  const texts = new Map<string, string>();
  for (const [key, text] of safetensorsMembers(where, value)) {
    checkWhole(key, key, refuse);
    if (texts.has(key)) refuseTwice(key, refuse);
    if (texts.size === most) refuse('tooMany', `${METADATA_KEY} must hold at most ${most} texts, got more`);
    if (text[0] !== 0x22) {
      refuse('metadata', `${METADATA_KEY} must hold texts, got ${shown(text)} for ${quote(key)}`);
    }
    if (text.length > textBytes) {
      const message = `${METADATA_KEY} must hold texts of at most ${textBytes} bytes, got ${text.length} for ${quote(key)}`;
      refuse('metadata', message);
    }
    const parsed = parseSafetensorsJson(where, safetensorsText(where, text), value) as string;
    checkWhole(parsed, key, refuse);
    texts.set(key, parsed);
  }
  // Unlike an assignment, this makes a key of `__proto__`.
  return Object.fromEntries(texts);
}

function readEntry(where: string, name: string, bytes: Uint8Array, header: Uint8Array, refuse: Refuse): HeaderEntry {
  const { entryBytes, rank } = safetensorsLimits;
  if (bytes.length > entryBytes) {
    refuse('entry', `${quote(name)} must be described in at most ${entryBytes} bytes, got ${bytes.length}`);
  }
  const json = safetensorsText(where, bytes);
  const value = parseSafetensorsJson(where, json, header);
  checkHeaderKeys(where, json, 1);
  if (!isObject(value) || Object.keys(value).sort().join() !== 'data_offsets,dtype,shape') {
    return refuse('entry', `${quote(name)} must hold dtype, shape and data_offsets, got ${quote(value)}`);
  }
  const { dtype, shape, data_offsets: offsets } = value;
  const known = safetensorsDtypes.find((one) => one === dtype);
  if (known === undefined) {
    return refuse(
      'dtype',
      `dtype of ${quote(name)} must be one of ${safetensorsDtypes.join(', ')}, got ${quote(dtype)}`,
    );
  }
  if (!isSizes(shape)) {
    return refuse('shape', `shape of ${quote(name)} must hold whole numbers in [0, 2^53), got ${quote(shape)}`);
  }
  if (shape.length > rank)
    refuse('shape', `shape of ${quote(name)} must hold at most ${rank} sizes, got ${shape.length}`);
  if (!isSizes(offsets) || offsets.length !== 2 || offsets[0] > offsets[1]) {
    return refuse(
      'offsets',
      `data_offsets of ${quote(name)} must be two whole numbers in [0, 2^53) in order, got ${quote(offsets)}`,
    );
  }
  // `4.0`, `4e0` and `-0` are whole numbers to JavaScript, and to no other reader.
  if (/[-+.eE]/.test(json.replace(JSON_TEXT, ''))) {
    refuse('entry', `${quote(name)} must hold numbers of digits only, got ${cut(json.trimEnd())}`);
  }
  return { name, dtype: known, shape, begin: offsets[0], end: offsets[1] };
}

function checkTiling(table: SafetensorsTable, dataLength: number, refuse: Refuse): void {
  let position = 0;
  for (const { name, dtype, shape, begin, end } of table.entries()) {
    if (begin !== position) {
      refuse(
        begin > position ? 'hole' : 'overlap',
        `${quote(name)} must begin at byte ${position}, where the tensor before it ends, got ${begin}`,
      );
    }
    const size = safetensorsByteLength(shape, dtype);
    if (end - begin !== size) {
      const elements = `${dtype} ${cut(formatShape(shape))}`;
      refuse('size', `${quote(name)} must fill ${size} bytes, those of ${elements}, got ${end - begin}`);
    }
    position = end;
  }
  if (position !== dataLength) {
    refuse(
      position < dataLength ? 'trailing' : 'dataIncomplete',
      `the tensors must fill the ${dataLength} bytes after the header, got ${position}`,
    );
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}
