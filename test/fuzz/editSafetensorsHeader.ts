import { fileOf } from '../checkpoints/safetensorsFileOf.js';
import type { Dice } from './Dice.js';

/** What a header says of a tensor: each as JSON, which may be anything. */
interface Entry {
  name: string;
  dtype: string;
  shape: string[];
  offsets: string[];
  /** Behind the others: `,"more":1`. */
  more: string;
}

interface Header {
  metadata: string | undefined;
  entries: Entry[];
}

/** An edit that keeps a file valid says so. */
type HeaderEdit = [valid: boolean, edit: (header: Header, dice: Dice) => void];

const NUMBERS = [
  '0',
  '1',
  '2',
  '3',
  '4',
  '8',
  '-1',
  '-0',
  '0.5',
  '1e0',
  '1e400',
  '01',
  '4294967296',
  '9007199254740991',
  '9007199254740993',
  '18446744073709551615',
  'null',
  '"1"',
  '[]',
  'true',
];
const DTYPES = [
  'F64',
  'F32',
  'F16',
  'BF16',
  'I64',
  'I32',
  'I16',
  'I8',
  'U8',
  'BOOL',
  'F8_E4M3',
  'U16',
  'C64',
  'f32',
  '__proto__',
  '',
];
const NAMES = ['__proto__', 'constructor', '__metadata__', '', 'a', 'w', 'tensor.F32', '\u0000', '\ud800', '🙂'].map(
  (name) => JSON.stringify(name),
);
const VALUES = [
  'null',
  '[]',
  '{}',
  '0',
  '"text"',
  '[[[[]]]]',
  '{"a":{"b":{"c":{}}}}',
  '{"__proto__":{"polluted":"yes"}}',
  '{"a":"1","a":"2"}',
  '{"a":1}',
  '{"constructor":"x"}',
  '[',
  '{"a"',
];

/** Changes an entry, where there is one. */
function onEntry(edit: (entry: Entry, dice: Dice, header: Header) => void): HeaderEdit[1] {
  return (header, dice) => {
    if (header.entries.length > 0) edit(dice.pick(header.entries), dice, header);
  };
}

function change(list: string[], dice: Dice): void {
  const i = dice.below(list.length + 1);
  const moved = Number(list[i]) + dice.below(9) - 4;
  list.splice(
    i,
    dice.below(4) === 0 ? 0 : 1,
    ...(dice.below(5) === 0 ? [] : [dice.below(2) === 0 ? `${moved}` : dice.pick(NUMBERS)]),
  );
}

const edits: readonly HeaderEdit[] = [
  [false, onEntry((entry, dice) => change(entry.shape, dice))],
  [false, onEntry((entry, dice) => change(entry.offsets, dice))],
  [false, onEntry((entry, dice) => (entry.dtype = JSON.stringify(dice.pick(DTYPES))))],
  [false, onEntry((entry, dice) => (entry.name = dice.pick(NAMES)))],
  [
    false,
    onEntry(
      (entry, dice) =>
        (entry.more = `,${dice.pick(['"dtype"', '"shape"', '"more"', '"__proto__"'])}:${dice.pick(VALUES)}`),
    ),
  ],
  [false, onEntry((entry, dice, { entries }) => entries.splice(dice.below(entries.length), 0, { ...entry }))],
  [false, onEntry((entry, _, { entries }) => entries.splice(entries.indexOf(entry), 1))],
  [
    false,
    onEntry(
      (entry, dice, { entries }) =>
        ([entry.offsets, dice.pick(entries).offsets] = [dice.pick(entries).offsets, entry.offsets]),
    ),
  ],
  [false, (header, dice) => (header.metadata = dice.pick(VALUES))],
  // Where the entries stand in the header means nothing.
  [
    true,
    onEntry((entry, dice, { entries }) =>
      entries.splice(dice.below(entries.length), 0, ...entries.splice(entries.indexOf(entry), 1)),
    ),
  ],
  [true, onEntry((entry) => (entry.name = `"renamed ${entry.name.slice(1)}`))],
  // As many elements of the same size.
  [true, onEntry((entry) => entry.shape.push('1'))],
  [
    true,
    onEntry(
      (entry) =>
        (entry.dtype = entry.dtype.replace(/F64|F32/, (dtype) => dtype.replace('F', 'I')).replace('BOOL', 'U8')),
    ),
  ],
  [
    true,
    (header, dice) =>
      (header.metadata = `{${Array.from({ length: dice.below(4) }, (_, i) => `"${i}":"\\u00e9"`).join()}}`),
  ],
];

/** Edits the header of a valid file as one who knows the format, and sets its length right. */
export function editSafetensorsHeader(dice: Dice, file: Uint8Array): { bytes: Uint8Array; valid: boolean } {
  const length = new DataView(file.buffer).getUint32(0, true);
  const header = read(new TextDecoder().decode(file.subarray(8, 8 + length)));
  let valid = true;
  for (let count = 1 + dice.below(3); count > 0; count--) {
    const [keepsValid, edit] = dice.pick(edits);
    edit(header, dice);
    valid &&= keepsValid;
  }
  const blank = dice.pick(['', ' ', '\t', '\r\n']);
  return { bytes: fileOf(write(header, blank) + ' '.repeat(dice.below(8)), file.subarray(8 + length)), valid };
}

function read(json: string): Header {
  const header: Header = { metadata: undefined, entries: [] };
  for (const [name, value] of Object.entries(JSON.parse(json) as Record<string, Record<string, unknown>>)) {
    if (name === '__metadata__') header.metadata = JSON.stringify(value);
    else {
      const {
        dtype,
        shape,
        data_offsets: offsets,
      } = value as { dtype: string; shape: number[]; data_offsets: number[] };
      header.entries.push({
        name: JSON.stringify(name),
        dtype: JSON.stringify(dtype),
        shape: shape.map(String),
        offsets: offsets.map(String),
        more: '',
      });
    }
  }
  return header;
}

function write({ metadata, entries }: Header, blank: string): string {
  const members = entries.map(
    ({ name, dtype, shape, offsets, more }) =>
      `${name}${blank}:${blank}{"dtype":${dtype},"shape":[${shape.join()}],"data_offsets":[${offsets.join(blank + ',')}]${more}}`,
  );
  if (metadata !== undefined) members.push(`"__metadata__":${metadata}`);
  return `{${members.join(`,${blank}`)}}`;
}
