import { assert } from 'chai';
import { decodeSafetensors, encodeSafetensors } from '../../src/checkpoints/safetensors.js';
import type { SafetensorsErrorReason } from '../../src/checkpoints/SafetensorsError.js';
import { entryOf, fileOf } from './safetensorsFileOf.js';
import { assertRefused } from './safetensorsRefusal.js';

/** The bytes of a text in which each character is one, as Rust's `b"…"` has them. */
const literal = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

const one = entryOf('F32', [1], [0, 4]);
const repeated = (count: number, of: (i: number) => string): string =>
  `{${Array.from({ length: count }, (_, i) => of(i)).join()}}`;

type Attack = [name: string, file: () => Uint8Array, reason: SafetensorsErrorReason, message: string];

/** Files of the tests of https://github.com/huggingface/safetensors, in `safetensors/src/tensor.rs`. */
const published: Attack[] = [
  ['test_header_too_small', () => literal(''), 'noLength', 'bytes must hold at least 8, got 0'],
  [
    'test_header_too_large',
    () => literal('<\x00\x00\x00\x00\xff\xff\xff{"test":{"dtype":"I32","shape":[2,2],"data_offsets":[0,16]}}'),
    'headerTooLong',
    'the header must have at most 16777216 bytes, got 18446742974197924000',
  ],
  [
    'test_invalid_header_length',
    () => literal('<\x00\x00\x00\x00\x00\x00\x00'),
    'headerIncomplete',
    'the header must end within the file, after 68 bytes, got 8',
  ],
  [
    'test_invalid_header_non_utf8',
    () => literal('\x01\x00\x00\x00\x00\x00\x00\x00\xff'),
    'headerStart',
    'the header must begin with "{", got byte 255',
  ],
  [
    'test_invalid_header_not_json',
    () => literal('\x01\x00\x00\x00\x00\x00\x00\x00{'),
    'headerJson',
    'the header must be JSON, got "{"',
  ],
  [
    'test_invalid_info',
    () => literal('<\x00\x00\x00\x00\x00\x00\x00{"test":{"dtype":"I32","shape":[2,2],"data_offsets":[0, 4]}}'),
    'size',
    '"test" must fill 16 bytes, those of I32 [2, 2], got 4',
  ],
  ...['18446744073709551614', '9223372036854775807'].map((size): Attack => [
    `test_validation_overflow, ${size}`,
    () => fileOf(`{"test":{"dtype":"I32","shape":[2,${size}],"data_offsets":[0,16]}}`, 16),
    'shape',
    `shape of "test" must hold whole numbers in [0, 2^53), got [2,${Number(size)}]`,
  ]),
  [
    'test_json_attack',
    () =>
      fileOf(
        repeated(10, (i) => `"weight_${i}":${entryOf('F32', [2, 2], [0, 16])}`),
        16,
      ),
    'overlap',
    '"weight_1" must begin at byte 16, where the tensor before it ends, got 0',
  ],
  [
    'test_metadata_incomplete_buffer, a file behind the file',
    () =>
      fileOf(
        `{"test":${entryOf('I32', [2, 2], [0, 16])}}`,
        literal(`${'\0'.repeat(16)}extra_bogus_data_for_polyglot_file`),
      ),
    'trailing',
    'the tensors must fill the 50 bytes after the header, got 16',
  ],
  [
    'test_metadata_incomplete_buffer, two bytes short',
    () => fileOf(`{"test":${entryOf('I32', [2, 2], [0, 16])}}`, 14),
    'dataIncomplete',
    'the tensors must fill the 14 bytes after the header, got 16',
  ],
  [
    'test_whitespace_leading_padded_header, which the format forbids and that reader takes',
    () => fileOf(`   {"test":${entryOf('I32', [0], [0, 0])}}`),
    'headerStart',
    'the header must begin with "{", got byte 32',
  ],
  [
    'safetensors_abuse_attempt_2.py, more entries than memory',
    () => fileOf(repeated(100_001, (i) => `"${i}":${entryOf('U8', [0], [0, 0])}`)),
    'tooMany',
    'the header must hold at most 100000 tensors, got more',
  ],
  [
    'safetensors_abuse_attempt_3.py, 100,000 tensors on one range',
    () =>
      fileOf(
        repeated(100_000, (i) => `"w${i}":${entryOf('F32', [200, 200], [0, 160_000])}`),
        160_000,
      ),
    'overlap',
    '"w1" must begin at byte 160000, where the tensor before it ends, got 0',
  ],
];

const ours: Attack[] = [
  ['a byte order mark', () => fileOf(`\ufeff{"a":${one}}`, 4), 'headerStart', 'must begin with "{", got byte 239'],
  ['a ZIP archive', () => literal('PK\x03\x04\x14\x00\x00\x00\x08\x00'), 'headerTooLong', 'got 85966670672'],
  [
    'a mark within the JSON',
    () => fileOf(`{\ufeff"a":${one}}`, 4),
    'headerJson',
    'the header must be JSON, got "{\ufeff\\"a\\":{',
  ],
  [
    'a name that is not UTF-8',
    () => fileOf(literal(`{"\xc3":${one}}`), 4),
    'headerText',
    'the header must be UTF-8, got other bytes',
  ],
  [
    'a surrogate in UTF-8',
    () => fileOf(literal(`{"\xed\xa0\x80":${one}}`), 4),
    'headerText',
    'the header must be UTF-8, got other bytes',
  ],
  [
    'half of a surrogate pair as an escape in a name, which no other reader takes',
    () => fileOf(`{"\\ud800":${one}}`, 4),
    'headerText',
    'the header must be UTF-8, got half of a surrogate pair in "\\ud800"',
  ],
  [
    'half of a surrogate pair in metadata',
    () => fileOf('{"__metadata__":{"a":"\\udc00\\ud800"}}'),
    'headerText',
    'the header must be UTF-8, got half of a surrogate pair in "a"',
  ],
  [
    'bytes that are not UTF-8 in metadata',
    () => fileOf(literal('{"__metadata__":{"a":"\x80"}}')),
    'headerText',
    'the header must be UTF-8, got other bytes',
  ],
  [
    'a name twice, one with an escape',
    () => fileOf(`{"__proto__":${one},"__pr\\u006fto__":${entryOf('F32', [1], [4, 8])}}`, 8),
    'duplicateKey',
    'the header must name each key once, got "__proto__" twice',
  ],
  [
    'a type twice',
    () => fileOf('{"a":{"dtype":"F32","dtype":"I32","shape":[1],"data_offsets":[0,4]}}', 4),
    'duplicateKey',
    'the header must name each key once, got "dtype" twice',
  ],
  [
    'a text of the metadata twice',
    () => fileOf('{"__metadata__":{"a":"1","b":"2","a":"3"}}'),
    'duplicateKey',
    'the header must name each key once, got "a" twice',
  ],
  [
    'a prototype for an entry',
    () => fileOf('{"a":{"__proto__":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}}', 4),
    'tooDeep',
    'the header must nest at most 3 deep, got more',
  ],
  [
    'keys of prototypes in place of those of an entry',
    () => fileOf('{"a":{"__proto__":"F32","constructor":[1],"data_offsets":[0,4]}}', 4),
    'entry',
    '"a" must hold dtype, shape and data_offsets, got {"__proto__":"F32","constructor":[1],"data_offsets":[0,4]}',
  ],
  [
    'lists a million deep',
    () => fileOf(`{"a":${'['.repeat(1e6)}${']'.repeat(1e6)}}`),
    'entry',
    '"a" must be described in at most 8192 bytes, got 2000000',
  ],
  [
    'lists four thousand deep',
    () => fileOf(`{"a":${'['.repeat(4000)}${']'.repeat(4000)}}`),
    'tooDeep',
    'the header must nest at most 3 deep, got more',
  ],
  [
    'objects a million deep, not closed',
    () => fileOf('{"a":'.repeat(1e6)),
    'entry',
    '"a" must be described in at most 8192 bytes, got 4999995',
  ],
  [
    'metadata a million deep',
    () => fileOf(`{"__metadata__":{"a":${'['.repeat(1e6)}${']'.repeat(1e6)}}}`),
    'metadata',
    `__metadata__ must hold texts, got ${'['.repeat(80)}… for "a"`,
  ],
  [
    'more texts than memory',
    () => fileOf(`{"__metadata__":${repeated(1001, (i) => `"${i}":""`)}}`),
    'tooMany',
    '__metadata__ must hold at most 1000 texts, got more',
  ],
  [
    'a text above 1 MiB',
    () => fileOf(`{"__metadata__":{"a":"${'x'.repeat(2 ** 20 - 1)}"}}`),
    'metadata',
    '__metadata__ must hold texts of at most 1048576 bytes, got 1048577 for "a"',
  ],
  [
    'metadata twice',
    () => fileOf('{"__metadata__":{},"\\u005f_metadata__":{}}'),
    'duplicateKey',
    'the header must name each key once, got "__metadata__" twice',
  ],
  [
    'a name above 8 KiB',
    () => fileOf(`{"${'x'.repeat(8191)}":${one}}`, 4),
    'entry',
    'names must have at most 8192 bytes, got one of 8193',
  ],
  [
    'a shape of 33 sizes',
    () => fileOf(`{"a":${entryOf('U8', Array<number>(33).fill(1), [0, 1])}}`, 1),
    'shape',
    'shape of "a" must hold at most 32 sizes, got 33',
  ],
  ...['1e400', '1e999999', '9007199254740993', '-1', '0.5'].map((size): Attack => [
    `size ${size}`,
    () => fileOf(`{"a":{"dtype":"U8","shape":[${size}],"data_offsets":[0,1]}}`, 1),
    'shape',
    `shape of "a" must hold whole numbers in [0, 2^53), got ${JSON.stringify([Number(size)])}`,
  ]),
  ...['[0,1e400]', '[-4,0]', '[0,-4]', '[0,18446744073709551616]', '[-9223372036854775808,4]', '[4,0]'].map(
    (offsets): Attack => [
      `offsets ${offsets}`,
      () => fileOf(`{"a":{"dtype":"F32","shape":[1],"data_offsets":${offsets}}}`, 4),
      'offsets',
      `data_offsets of "a" must be two whole numbers in [0, 2^53) in order, got ${JSON.stringify(JSON.parse(offsets))}`,
    ],
  ),
  ...['[1.0]', '[1e0]', '[10E-1]'].map((shape): Attack => [
    `shape ${shape}, which only JavaScript takes for whole numbers`,
    () => fileOf(`{"a":{"dtype":"F32","shape":${shape},"data_offsets":[0,4]}}`, 4),
    'entry',
    `"a" must hold numbers of digits only, got {"dtype":"F32","shape":${shape},"data_offsets":[0,4]}`,
  ]),
  [
    'offset -0',
    () => fileOf('{"a":{"dtype":"F32","shape":[1],"data_offsets":[-0,4]}}', 4),
    'entry',
    '"a" must hold numbers of digits only, got {"dtype":"F32","shape":[1],"data_offsets":[-0,4]}',
  ],
  [
    'offsets beyond the file',
    () => fileOf(`{"a":${entryOf('U8', [2 ** 53 - 1], [0, 2 ** 53 - 1])}}`, 4),
    'dataIncomplete',
    'the tensors must fill the 4 bytes after the header, got 9007199254740991',
  ],
  [
    'offsets whose sum is beyond 2^53',
    () => fileOf(`{"a":${one},"b":${entryOf('U8', [5], [2 ** 53 - 6, 2 ** 53 - 1])}}`, 4),
    'hole',
    '"b" must begin at byte 4, where the tensor before it ends, got 9007199254740986',
  ],
  [
    'a tensor that begins within another',
    () => fileOf(`{"a":${entryOf('U8', [4], [0, 4])},"b":${entryOf('U8', [4], [2, 6])}}`, 6),
    'overlap',
    '"b" must begin at byte 4, where the tensor before it ends, got 2',
  ],
  [
    'an empty tensor within another',
    () => fileOf(`{"a":${entryOf('U8', [4], [0, 4])},"b":${entryOf('U8', [0], [2, 2])}}`, 4),
    'overlap',
    '"b" must begin at byte 4, where the tensor before it ends, got 2',
  ],
  [
    'a comma behind the last entry',
    () => fileOf(`{"a":${one},}`, 4),
    'headerJson',
    `the header must be JSON, got ${JSON.stringify(`{"a":${one},}`).slice(0, 80)}`,
  ],
  ['a comment', () => fileOf('{/**/}'), 'headerJson', 'the header must be JSON, got "{/**/}"'],
  ['a NUL behind the header', () => fileOf('{}\0'), 'headerJson', 'the header must be JSON, got "{}\\u0000"'],
  [
    'a control character in a name',
    () => fileOf('{"\n":1}'),
    'headerJson',
    'the header must be JSON, got "{\\"\\n\\":1}"',
  ],
  ['a name without quotes', () => fileOf('{a:1}'), 'headerJson', 'the header must be JSON, got "{a:1}"'],
  ['a name that does not end', () => fileOf('{"a\\"'), 'headerJson', 'the header must be JSON, got "{\\"a\\\\\\""'],
  ['brackets of two kinds', () => fileOf('{"a":[}'), 'headerJson', 'the header must be JSON, got "{\\"a\\":[}"'],
];

describe('attacks on safetensors', () => {
  const keys = Reflect.ownKeys(Object.prototype);
  afterEach(() => assert.deepEqual(Reflect.ownKeys(Object.prototype), keys));

  for (const [name, file, reason, message] of [...published, ...ours]) {
    it(`refuses ${name}`, () => assertRefused(file(), reason, message));
  }

  it('takes what the format allows: blanks between and behind, empty tensors, any name', () => {
    const text = `{ "__proto__"\t:\r\n{ "shape" : [ 2 , 0 ] , "data_offsets":[0, 0],"dtype":"I32" } , "\\u0063onstructor":${one}}  \r\t\n`;
    const { tensors, metadata } = decodeSafetensors(fileOf(text, Uint8Array.of(0, 0, 0x80, 0x3f)));
    assert.deepEqual(metadata, {});
    assert.deepEqual(
      [...tensors],
      [
        ['__proto__', { shape: [2, 0], values: new Int32Array(0), dtype: 'I32' }],
        ['constructor', { shape: [1], values: Float32Array.of(1), dtype: 'F32' }],
      ],
    );
  });

  it('takes names and texts as they are, a byte order mark as well', () => {
    const { tensors, metadata } = decodeSafetensors(
      fileOf(`{"\ufeffa":${one},"__metadata__":{"__proto__":"\ufeff","toString":"{\\"a\\":1,\\"a\\":2}"}}`, 4),
    );
    assert.deepEqual([...tensors.keys()], ['\ufeffa']);
    assert.deepEqual(Object.entries(metadata), [
      ['__proto__', '\ufeff'],
      ['toString', '{"a":1,"a":2}'],
    ]);
  });

  it('takes as many tensors, sizes and texts as it says', () => {
    const metadata = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`${i}`, '']));
    const shape = Array<number>(32).fill(1);
    const names = Array.from({ length: 100_000 }, (_, i) => `${i}`);
    const file = encodeSafetensors(
      names.map((name) => [name, { shape, values: Uint8Array.of(1) }]),
      metadata,
    );
    const read = decodeSafetensors(file);
    assert.sameMembers([...read.tensors.keys()], names);
    assert.deepEqual(read.metadata, metadata);
    for (const name of names) assert.isTrue(read.tensors.has(name), name);
    assert.isFalse(read.tensors.has('100000'));
    assert.deepEqual(read.tensors.get('99999'), { shape, values: Uint8Array.of(1), dtype: 'BOOL' });
  });
});
