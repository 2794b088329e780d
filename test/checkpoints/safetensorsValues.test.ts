import { assert } from 'chai';
import { decodeBfloat16 } from '../../src/checkpoints/decodeBfloat16.js';
import { decodeFloat16 } from '../../src/checkpoints/decodeFloat16.js';
import { decodeSafetensors, encodeSafetensors, type SafetensorsInput } from '../../src/checkpoints/safetensors.js';
import type { SafetensorsDtype } from '../../src/checkpoints/safetensorsDtype.js';
import { entryOf, fileOf } from './safetensorsFileOf.js';

const all = Uint16Array.from({ length: 2 ** 16 }, (_, i) => i);

/** What IEEE 754 says that bits stand for, in double precision. */
function meaning(bits: number, exponentBits: number): number {
  const fractionBits = 15 - exponentBits;
  const bias = 2 ** (exponentBits - 1) - 1;
  const sign = bits >> 15 === 1 ? -1 : 1;
  const exponent = (bits >> fractionBits) & (2 ** exponentBits - 1);
  const fraction = (bits & (2 ** fractionBits - 1)) / 2 ** fractionBits;
  if (exponent === 2 ** exponentBits - 1) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * fraction * 2 ** (1 - bias) : sign * (1 + fraction) * 2 ** (exponent - bias);
}

describe('halves', () => {
  for (const [name, decode, exponentBits] of [
    ['decodeFloat16', decodeFloat16, 5],
    ['decodeBfloat16', decodeBfloat16, 8],
  ] as const) {
    it(`${name} gives all 65,536 numbers exactly, and NaNs as they are`, () => {
      const got = decode(all);
      const bits = new Uint32Array(got.buffer);
      for (const half of all) {
        const want = meaning(half, exponentBits);
        if (!Object.is(got[half], want)) assert.fail(`${half}: ${got[half]} instead of ${want}`);
        if (!Number.isNaN(want)) continue;
        // The sign, and the fraction in its upper bits.
        const fraction = (half & (2 ** (15 - exponentBits) - 1)) * 2 ** (8 + exponentBits);
        assert.equal(bits[half] >>> 31, half >> 15);
        assert.equal(bits[half] & 0x7fffff, fraction);
      }
    });
  }
});

describe('element types', () => {
  /** The values of a tensor of these bytes. */
  function read(dtype: SafetensorsDtype, count: number, bytes: Uint8Array): unknown {
    // The first tensor, of one byte, leaves the second at an odd place.
    const header = `{"a":${entryOf('U8', [1], [0, 1])},"b":${entryOf(dtype, [count], [1, 1 + bytes.length])}}`;
    const { tensors } = decodeSafetensors(fileOf(header, Uint8Array.of(255, ...bytes)));
    assert.deepEqual(tensors.get('a'), { shape: [1], values: Uint8Array.of(255), dtype: 'U8' });
    assert.equal(tensors.get('b')!.dtype, dtype);
    return tensors.get('b')!.values;
  }

  const bytes = Uint8Array.of(1, 0, 0, 0, 0, 0, 0xf0, 0x7f, 0, 0x3c, 0, 0xc0, 0x80, 0x3f, 0xff, 0xff);
  const cases: [SafetensorsDtype, number, unknown][] = [
    ['I64', 2, BigInt64Array.of(0x7ff0000000000001n, BigInt.asIntN(64, 0xffff3f80c0003c00n))],
    ['I32', 4, Int32Array.of(1, 0x7ff00000, 0xc0003c00, 0xffff3f80)],
    ['I16', 8, Int16Array.of(1, 0, 0, 0x7ff0, 0x3c00, -0x4000, 0x3f80, -1)],
    ['I8', 16, Int8Array.from(bytes)],
    ['U8', 16, bytes],
    ['F16', 8, Float32Array.of(2 ** -24, 0, 0, NaN, 1, -2, 1.875, NaN)],
  ];
  for (const [dtype, count, want] of cases) {
    it(`${dtype} at an odd place`, () => assert.deepEqual(read(dtype, count, bytes), want));
  }

  it('BF16 and floats at an odd place', () => {
    assert.deepEqual(read('BF16', 2, Uint8Array.of(0x80, 0x3f, 0x00, 0xc0)), Float32Array.of(1, -2));
    assert.deepEqual(read('F32', 2, Uint8Array.of(0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0)), Float32Array.of(1, -2));
    assert.deepEqual(read('F64', 1, Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0xc0)), Float64Array.of(-2));
    assert.deepEqual(read('BOOL', 3, Uint8Array.of(0, 1, 1)), Uint8Array.of(0, 1, 1));
  });

  it('are written as they are, larger ones before smaller ones, then by name', () => {
    const inputs: [string, SafetensorsInput][] = [
      ['bool', { shape: [2], values: Uint8Array.of(1, 0) }],
      ['bytes', { shape: [2], values: Uint8Array.of(0, 255), dtype: 'U8' }],
      ['double', { shape: [2], values: Float64Array.of(Math.PI, -0) }],
      ['int', { shape: [1], values: Int32Array.of(-5), dtype: 'I32' }],
      ['long', { shape: [2], values: BigInt64Array.of(-(2n ** 63n), 2n ** 53n + 1n) }],
      ['short', { shape: [1, 2], values: Int16Array.of(-32768, 32767) }],
      ['single', { shape: [1], values: Float32Array.of(0.1), dtype: 'F32' }],
      ['tiny', { shape: [2], values: Int8Array.of(-128, 127) }],
    ];
    const { tensors } = decodeSafetensors(encodeSafetensors(inputs));
    assert.deepEqual([...tensors.keys()], ['double', 'long', 'int', 'single', 'short', 'bool', 'bytes', 'tiny']);
    const dtypes = ['BOOL', 'U8', 'F64', 'I32', 'I64', 'I16', 'F32', 'I8'];
    inputs.forEach(([name, { shape, values }], i) =>
      assert.deepEqual(tensors.get(name), { shape: [...shape], values, dtype: dtypes[i] as SafetensorsDtype }),
    );
  });

  const refused: [string, SafetensorsInput, string][] = [
    [
      'a type that the array does not have',
      { shape: [1], values: Float32Array.of(1), dtype: 'F16' },
      'dtype of "a" must be F32, as it is a Float32Array, got \'F16\'',
    ],
    [
      'a type that bytes do not have',
      { shape: [1], values: Uint8Array.of(1), dtype: 'I8' },
      'dtype of "a" must be BOOL or U8, as it is a Uint8Array, got \'I8\'',
    ],
    [
      'bytes that are not said to be',
      { shape: [1], values: Uint8Array.of(2) },
      '"a" must hold booleans, 0 or 1, got 2 at 0',
    ],
    [
      'what only looks like an array',
      { shape: [1], values: { length: 1, [Symbol.toStringTag]: 'Float32Array' } as unknown as Float32Array },
      '"a" must be one of Float64Array, BigInt64Array, Float32Array, Int32Array, Int16Array, Int8Array, Uint8Array, got Float32Array',
    ],
    [
      'a shape whose product nobody can read',
      { shape: [2 ** 27, 2 ** 27, 0], values: new Float32Array(0) },
      '"a" must have as many values as its shape says, got [134217728, 134217728, 0] and 0',
    ],
    [
      'more sizes than are read',
      { shape: Array<number>(33).fill(1), values: Float32Array.of(1) },
      '"a" must have at most 32 sizes, got 33',
    ],
  ];
  for (const [name, input, message] of refused) {
    it(`refuses to write ${name}`, () =>
      assert.throws(() => encodeSafetensors([['a', input]]), `encodeSafetensors: ${message}`));
  }

  it('refuses to write half of a surrogate pair, which others do not read', () => {
    const tensor = { shape: [0], values: new Uint8Array(0) };
    assert.throws(
      () => encodeSafetensors([['a\ud800', tensor]]),
      'encodeSafetensors: "a\\ud800" must be Unicode, got half of a surrogate pair',
    );
    for (const metadata of [{ b: 'a\udc00' }, { 'b\ud800': '\udc00' }]) {
      assert.throws(
        () => encodeSafetensors([], metadata as unknown as Record<string, string>),
        'encodeSafetensors: metadata must be Unicode, got half of a surrogate pair in "b',
      );
    }
    const whole = decodeSafetensors(encodeSafetensors([['🙂', tensor]], { '🙂': '🙂' }));
    assert.deepEqual([[...whole.tensors.keys()], whole.metadata], [['🙂'], { '🙂': '🙂' }]);
  });

  it('refuses to write more tensors and texts than are read', () => {
    const tensor = { shape: [0], values: new Uint8Array(0) };
    assert.throws(
      () => encodeSafetensors(Array.from({ length: 100_001 }, (_, i) => [`${i}`, tensor])),
      'encodeSafetensors: the header must hold at most 100000 tensors, got more',
    );
    assert.throws(
      () => encodeSafetensors([], Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`${i}`, '']))),
      'encodeSafetensors: the header must hold at most 1000 texts of metadata, got more',
    );
  });

  it('refuses to write longer names and texts than are read', () => {
    const tensor = { shape: [0], values: new Uint8Array(0) };
    const [name, text] = ['é'.repeat(4095), 'é'.repeat(2 ** 19 - 1)];
    const whole = decodeSafetensors(encodeSafetensors([[name, tensor]], { [name]: text }));
    assert.deepEqual([[...whole.tensors.keys()], whole.metadata], [[name], { [name]: text }]);
    const shown = `"${'é'.repeat(79)}…`;
    assert.throws(
      () => encodeSafetensors([[`${name}a`, tensor]]),
      `encodeSafetensors: name ${shown} must have at most 8192 bytes, got 8193`,
    );
    assert.throws(
      () => encodeSafetensors([], { [`${name}a`]: '' }),
      `encodeSafetensors: name ${shown} must have at most 8192 bytes, got 8193`,
    );
    assert.throws(
      () => encodeSafetensors([], { é: `${text}a` }),
      'encodeSafetensors: text "é" must have at most 1048576 bytes, got 1048577',
    );
  });
});
