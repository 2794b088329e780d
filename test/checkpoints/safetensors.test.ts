import { assert } from 'chai';
import fc from 'fast-check';
import { decodeSafetensors, encodeSafetensors, type SafetensorsInput } from '../../src/checkpoints/safetensors.js';

const anyTensor: fc.Arbitrary<SafetensorsInput> = fc
  .array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 })
  .chain((shape) => {
    const count = shape.reduce((product, n) => product * n, 1);
    const size = { minLength: count, maxLength: count };
    return fc.record({
      shape: fc.constant(shape),
      values: fc.oneof(fc.float32Array(size), fc.int32Array(size), fc.uint8Array({ ...size, max: 1 })),
    });
  });

const names = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('__proto__', 'constructor', '7', '10', ''));
const anyTensors = fc.uniqueArray(fc.tuple(names, anyTensor), { selector: ([name]) => name, maxLength: 6 });
const anyMetadata = fc.dictionary(names, fc.string({ unit: 'binary' }));

describe('safetensors', () => {
  it('gives back names, shapes, types, values and metadata', () => {
    fc.assert(
      fc.property(anyTensors, anyMetadata, (tensors, metadata) => {
        const decoded = decodeSafetensors(encodeSafetensors(tensors, metadata));
        assert.deepEqual(Object.entries(decoded.metadata).sort(), Object.entries(metadata).sort());
        assert.equal(decoded.tensors.size, tensors.length);
        for (const [name, { shape, values }] of tensors) {
          const got = decoded.tensors.get(name)!;
          assert.deepEqual(got.shape, shape);
          assert.deepEqual(got.values, values, name);
          const dtype = values instanceof Float32Array ? 'F32' : values instanceof Int32Array ? 'I32' : 'BOOL';
          assert.equal(got.dtype, dtype);
        }
      }),
    );
  });

  it('writes the same bytes whatever the order, the header padded to a multiple of 8', () => {
    fc.assert(
      fc.property(anyTensors, anyMetadata, (tensors, metadata) => {
        const bytes = encodeSafetensors(tensors, metadata);
        const backwards = Object.fromEntries(Object.entries(metadata).reverse());
        assert.deepEqual(encodeSafetensors([...tensors].reverse(), backwards), bytes);
        assert.equal(bytes[0] % 8, 0);
      }),
    );
  });

  it('writes exactly these bytes', () => {
    const bytes = encodeSafetensors(
      [
        ['a', { shape: [1], values: Uint8Array.of(1) }],
        ['c', { shape: [1, 2], values: Float32Array.of(1, -2) }],
        ['b', { shape: [], values: Int32Array.of(-2) }],
      ],
      { z: '1', y: 'é' },
    );
    const header =
      '{"__metadata__":{"y":"é","z":"1"},' +
      '"b":{"dtype":"I32","shape":[],"data_offsets":[0,4]},' +
      '"c":{"dtype":"F32","shape":[1,2],"data_offsets":[4,12]},' +
      '"a":{"dtype":"BOOL","shape":[1],"data_offsets":[12,13]}}';
    const text = new TextEncoder().encode(header);
    const length = Math.ceil(text.length / 8) * 8;
    const padding = new Array<number>(length - text.length).fill(0x20);
    const data = [0xfe, 0xff, 0xff, 0xff, 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0, 1];
    assert.deepEqual([...bytes], [length, 0, 0, 0, 0, 0, 0, 0, ...text, ...padding, ...data]);
  });

  it('keeps every bit of a NaN', () => {
    const bits = Uint32Array.of(0x7fc00000, 0xffc00001, 0x7f800001, 0xff812345, 0x80000000);
    const values = new Float32Array(bits.buffer);
    const read = decodeSafetensors(encodeSafetensors([['x', { shape: [5], values }]])).tensors.get('x')!;
    assert.deepEqual(new Uint32Array(read.values.buffer), bits);
  });

  it('writes the part of a buffer that an array shows', () => {
    const values = Float32Array.of(1, 2, 3, 4).subarray(1, 3);
    const read = decodeSafetensors(encodeSafetensors([['x', { shape: [2], values }]]));
    assert.deepEqual([...read.tensors.get('x')!.values], [2, 3]);
  });

  it('leaves prototypes alone', () => {
    const values = Float32Array.of(1);
    const metadata = JSON.parse('{"__proto__":"text"}') as Record<string, string>;
    const read = decodeSafetensors(encodeSafetensors([['__proto__', { shape: [1], values }]], metadata));
    assert.deepEqual(read.tensors.get('__proto__')!.values, values);
    assert.deepEqual(Object.entries(read.metadata), [['__proto__', 'text']]);
    assert.equal(Object.getPrototypeOf(read.metadata), Object.prototype);
  });
});

describe('encodeSafetensors', () => {
  const values = Float32Array.of(1, 2);
  const refuses = (name: string, tensors: [string, SafetensorsInput][], message: string): void => {
    it(`refuses ${name}`, () => {
      assert.throws(() => encodeSafetensors(tensors), `encodeSafetensors: ${message}`);
    });
  };
  refuses(
    'the reserved name',
    [['__metadata__', { shape: [2], values }]],
    '"__metadata__" must not name a tensor, got one: the format reserves it',
  );
  refuses(
    'a name twice',
    [
      ['a', { shape: [2], values }],
      ['a', { shape: [2], values }],
    ],
    '"a" must name one tensor, got two',
  );
  for (const shape of [[3], [1], [], [-1, -2], [0.5, 4]]) {
    refuses(
      `shape [${shape.join(', ')}] for two values`,
      [['a', { shape, values }]],
      `"a" must have as many values as its shape says, got [${shape.join(', ')}] and 2`,
    );
  }
  refuses(
    'a boolean of two',
    [['a', { shape: [2], values: Uint8Array.of(1, 2) }]],
    '"a" must hold booleans, 0 or 1, got 2 at 1',
  );
  refuses(
    'another type of array',
    [['a', { shape: [2], values: new Uint16Array(2) as unknown as Float32Array }]],
    '"a" must be one of Float64Array, BigInt64Array, Float32Array, Int32Array, Int16Array, Int8Array, Uint8Array, got Uint16Array',
  );

  it('refuses metadata that is no text', () => {
    const metadata = { step: 3 } as unknown as Record<string, string>;
    assert.throws(
      () => encodeSafetensors([], metadata),
      'encodeSafetensors: metadata must hold texts, got number for "step"',
    );
  });

  it('refuses a header that no reader takes', () => {
    const metadata = Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`${i}`, 'x'.repeat(2 ** 20 - 2)]));
    assert.throws(
      () => encodeSafetensors([], metadata),
      /^encodeSafetensors: the header must have at most 16777216 bytes, got 17825904: fewer tensors or less metadata$/,
    );
  });
});
