import { assert } from 'chai';
import { bytesField, floatField, integerField, message, stringField } from './protobuf.js';

/** The examples of https://protobuf.dev/programming-guides/encoding/. */
describe('judges/onnx/protobuf', () => {
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

  it('writes a whole number in base 128', () => {
    assert.equal(hex(integerField(1, 150)), '089601');
    assert.equal(hex(integerField(1, 0)), '0800');
    assert.equal(hex(integerField(1, -2)), '08feffffffffffffffff01');
  });

  it('writes the number of a field above 15 in two bytes', () => {
    assert.equal(hex(integerField(20, 1)), 'a00101');
  });

  it('writes strings and messages with their length before them', () => {
    assert.equal(hex(stringField(2, 'testing')), '120774657374696e67');
    assert.equal(hex(bytesField(3, message(integerField(1, 150)))), '1a03089601');
    assert.equal(hex(stringField(1, 'é')), '0a02c3a9');
  });

  it('writes a float in little-endian order', () => {
    assert.equal(hex(floatField(2, 1)), '150000803f');
  });

  it('refuses what is not a whole number', () => {
    assert.throws(() => integerField(1, 0.5), 'varint: value must be a safe integer, got 0.5');
  });
});
