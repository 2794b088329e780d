import { assert } from 'chai';
import { SafetensorsError, type SafetensorsErrorReason } from '../../src/checkpoints/SafetensorsError.js';
import { decodeSafetensors, encodeSafetensors } from '../../src/checkpoints/safetensors.js';
import { assertRefused, fileRefusal } from './safetensorsRefusal.js';
import { entryOf as entry, fileOf } from './safetensorsFileOf.js';

const small = (): Uint8Array =>
  encodeSafetensors(
    [
      ['w', { shape: [2], values: Float32Array.of(1, -2) }],
      ['on', { shape: [1], values: Uint8Array.of(1) }],
    ],
    { step: '3' },
  );

describe('decodeSafetensors', () => {
  it('reads a file anywhere in memory, and keeps nothing of it', () => {
    const file = small();
    // What Node reads a file into: its slices share memory, where those of an array are copies.
    const inNode = typeof Buffer !== 'undefined';
    for (const make of [(n: number) => new Uint8Array(n), ...(inNode ? [(n: number) => Buffer.alloc(n)] : [])]) {
      for (let offset = 0; offset < 4; offset++) {
        const memory = make(file.length + offset);
        memory.set(file, offset);
        const { tensors } = decodeSafetensors(memory.subarray(offset));
        memory.fill(0xff);
        assert.deepEqual([...tensors.get('w')!.values, ...tensors.get('on')!.values], [1, -2, 1]);
      }
    }
  });

  it('reads tensors in the order of their bytes, empty ones too', () => {
    const one = entry('F32', [1], [0, 4]);
    const header = `{"b":${entry('I32', [1], [4, 8])},"a":${one},"end":${entry('F32', [0], [8, 8])},"mid":${entry('F32', [0, 3], [4, 4])}}`;
    assert.deepEqual([...decodeSafetensors(fileOf(header, 8)).tensors.keys()], ['a', 'mid', 'b', 'end']);
  });

  const valid = entry('F32', [2], [0, 8]);
  const lies: [string, Uint8Array, SafetensorsErrorReason, string][] = [
    ['no length', new Uint8Array(7), 'noLength', 'bytes must hold at least 8, got 7'],
    [
      'a header above the limit',
      Uint8Array.of(1, 0, 0, 1, 0, 0, 0, 0),
      'headerTooLong',
      'the header must have at most 16777216 bytes, got 16777217',
    ],
    [
      'a length that needs its high word',
      Uint8Array.of(2, 0, 0, 0, 1, 0, 0, 0, 0x7b, 0x7d),
      'headerTooLong',
      'the header must have at most 16777216 bytes, got 4294967298',
    ],
    [
      'a header longer than the file',
      Uint8Array.of(3, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0x7d),
      'headerIncomplete',
      'the header must end within the file, after 11 bytes, got 10',
    ],
    ['no header', fileOf(''), 'headerStart', 'the header must begin with "{", got no byte'],
    ['a header that is a list', fileOf('[]'), 'headerStart', 'the header must begin with "{", got byte 91'],
    ['blanks before the header', fileOf(' {}'), 'headerStart', 'the header must begin with "{", got byte 32'],
    [
      'a header not UTF-8',
      fileOf(Uint8Array.of(0x7b, 0xff)),
      'headerText',
      'the header must be UTF-8, got other bytes',
    ],
    ['a header not JSON', fileOf('{"a":}'), 'headerJson', 'the header must be JSON, got "{\\"a\\":}"'],
    ['text behind the header', fileOf('{}x'), 'headerJson', 'the header must be JSON, got "{}x"'],
    [
      'a name twice',
      fileOf(`{"a":${valid},"\\u0061":${valid}}`, 8),
      'duplicateKey',
      'the header must name each key once, got "a" twice',
    ],
    [
      'metadata twice',
      fileOf('{"__metadata__":{},"__metadata__":{}}'),
      'duplicateKey',
      'the header must name each key once, got "__metadata__" twice',
    ],
    ['a deep header', fileOf('{"a":{"b":[[]]}}'), 'tooDeep', 'the header must nest at most 3 deep, got more'],
    [
      'a shape of very many sizes',
      fileOf(`{"a":${entry('BOOL', Array<number>(32).fill(1), [0, 0])}}`),
      'size',
      `"a" must fill 1 bytes, those of BOOL [${'1, '.repeat(26)}1…, got 0`,
    ],
    ['metadata no object', fileOf('{"__metadata__":["a"]}'), 'metadata', '__metadata__ must be an object, got ["a"]'],
    ['metadata null', fileOf('{"__metadata__":null}'), 'metadata', '__metadata__ must be an object, got null'],
    [
      'metadata not texts',
      fileOf('{"__metadata__":{"a":1}}'),
      'metadata',
      '__metadata__ must hold texts, got 1 for "a"',
    ],
    ['an entry no object', fileOf('{"a":3}'), 'entry', '"a" must hold dtype, shape and data_offsets, got 3'],
    [
      'an entry without shape',
      fileOf('{"a":{"dtype":"F32","data_offsets":[0,0]}}'),
      'entry',
      '"a" must hold dtype, shape and data_offsets, got {"dtype":"F32","data_offsets":[0,0]}',
    ],
    [
      'an entry with more',
      fileOf('{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0],"b":1}}'),
      'entry',
      '"a" must hold dtype, shape and data_offsets, got {"dtype":"F32","shape":[0],"data_offsets":[0,0],"b":1}',
    ],
    [
      'a long entry',
      fileOf(`{"a":"${'x'.repeat(100)}"}`),
      'entry',
      `"a" must hold dtype, shape and data_offsets, got "${'x'.repeat(79)}…`,
    ],
    [
      'an unknown type',
      fileOf(`{"a":${entry('F8_E4M3', [4], [0, 4])}}`, 4),
      'dtype',
      'dtype of "a" must be one of F32, F16, BF16, F64, I64, I32, I16, I8, U8, BOOL, got "F8_E4M3"',
    ],
    [
      'a type of every object',
      fileOf(`{"a":${entry('constructor', [2], [0, 4])}}`, 4),
      'dtype',
      'dtype of "a" must be one of F32, F16, BF16, F64, I64, I32, I16, I8, U8, BOOL, got "constructor"',
    ],
    [
      'a type no text',
      fileOf('{"a":{"dtype":1,"shape":[],"data_offsets":[0,4]}}', 4),
      'dtype',
      'dtype of "a" must be one of F32, F16, BF16, F64, I64, I32, I16, I8, U8, BOOL, got 1',
    ],
    ...['2', '[-1]', '[1.5]', '["2"]', '[null]', '[9007199254740993]', '[18446744073709551614]'].map(
      (shape): [string, Uint8Array, SafetensorsErrorReason, string] => [
        `shape ${shape}`,
        fileOf(`{"a":{"dtype":"F32","shape":${shape},"data_offsets":[0,8]}}`, 8),
        'shape',
        `shape of "a" must hold whole numbers in [0, 2^53), got ${JSON.stringify(JSON.parse(shape))}`,
      ],
    ),
    ...['8', '[]', '[8]', '[0,8,8]', '[8,0]', '[-8,0]', '[0,8.5]', '[0,"8"]'].map(
      (offsets): [string, Uint8Array, SafetensorsErrorReason, string] => [
        `data_offsets ${offsets}`,
        fileOf(`{"a":{"dtype":"F32","shape":[2],"data_offsets":${offsets}}}`, 8),
        'offsets',
        `data_offsets of "a" must be two whole numbers in [0, 2^53) in order, got ${offsets}`,
      ],
    ),
    [
      'a hole before the first tensor',
      fileOf(`{"a":${entry('F32', [1], [4, 8])}}`, 8),
      'hole',
      '"a" must begin at byte 0, where the tensor before it ends, got 4',
    ],
    [
      'a hole between tensors',
      fileOf(`{"a":${entry('F32', [1], [0, 4])},"b":${entry('F32', [1], [8, 12])}}`, 12),
      'hole',
      '"b" must begin at byte 4, where the tensor before it ends, got 8',
    ],
    [
      'tensors on the same bytes',
      fileOf(`{"a":${valid},"b":${valid}}`, 8),
      'overlap',
      '"b" must begin at byte 8, where the tensor before it ends, got 0',
    ],
    [
      'a shape too small for the bytes',
      fileOf(`{"a":${entry('F32', [1], [0, 8])}}`, 8),
      'size',
      '"a" must fill 4 bytes, those of F32 [1], got 8',
    ],
    [
      'a shape too large for the bytes',
      fileOf(`{"a":${entry('BOOL', [3, 3], [0, 8])}}`, 8),
      'size',
      '"a" must fill 9 bytes, those of BOOL [3, 3], got 8',
    ],
    [
      'a product above 2^53, though a zero follows',
      fileOf(`{"a":${entry('F32', [2 ** 27, 2 ** 27, 0], [0, 0])}}`),
      'size',
      '"a" must fill Infinity bytes, those of F32 [134217728, 134217728, 0], got 0',
    ],
    [
      'bytes above 2^53, though the elements are not',
      fileOf(`{"a":${entry('F32', [2 ** 52], [0, 0])}}`),
      'size',
      '"a" must fill Infinity bytes, those of F32 [4503599627370496], got 0',
    ],
    [
      'bytes behind the tensors',
      fileOf(`{"a":${valid}}`, 9),
      'trailing',
      'the tensors must fill the 9 bytes after the header, got 8',
    ],
    [
      'bytes missing',
      fileOf(`{"a":${valid}}`, 6),
      'dataIncomplete',
      'the tensors must fill the 6 bytes after the header, got 8',
    ],
    ['bytes of no tensor', fileOf('{}', 1), 'trailing', 'the tensors must fill the 1 bytes after the header, got 0'],
    [
      'a boolean of two',
      fileOf(`{"a":${entry('BOOL', [3], [0, 3])}}`, Uint8Array.of(0, 1, 2)),
      'boolean',
      '"a" must hold booleans, 0 or 1, got 2 at 2',
    ],
  ];
  for (const [name, file, reason, message] of lies) {
    it(`refuses ${name}`, () => assertRefused(file, reason, message));
  }

  it('refuses a file cut at any length', () => {
    const file = small();
    for (let length = 0; length < file.length; length++) {
      const cut = fileRefusal(() => decodeSafetensors(file.subarray(0, length)));
      const reason = length < 8 ? 'noLength' : length < 8 + file[0] ? 'headerIncomplete' : 'dataIncomplete';
      assert.equal(cut.reason, reason, `cut to ${length}`);
    }
  });

  it('takes or refuses a file with any byte of its header changed, and never hangs or fails otherwise', () => {
    const file = small();
    const headerEnd = 8 + file[0];
    let taken = 0;
    for (let i = 0; i < headerEnd; i++) {
      const before = file[i];
      for (let value = 0; value < 256; value++) {
        if (value === before) continue;
        file[i] = value;
        try {
          const { tensors } = decodeSafetensors(file);
          assert.equal(tensors.size, 2);
          taken++;
        } catch (error) {
          assert.instanceOf(error, SafetensorsError, `byte ${i} = ${value}: ${String(error)}`);
          assert.match(error.message, /^decodeSafetensors: /);
        }
      }
      file[i] = before;
    }
    // Only letters of names and of a metadata text can change; the rest of the header is held by its own structure.
    assert.isAbove(taken, 4 * 90);
    assert.isBelow(taken, 12 * 255);
  });
});
