import { tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { assertClose, assertSameBits, assertTensorsClose, largest } from './assertClose.js';

describe('assertClose', () => {
  const refused: [string, number[], number[], number][] = [
    ['NaN for a number', [NaN], [1], 1e9],
    ['a number for NaN', [1], [NaN], 1e9],
    ['NaN for infinity', [NaN], [Infinity], 1e9],
    ['infinity for NaN', [Infinity], [NaN], 1e9],
    ['infinity for its negative', [Infinity], [-Infinity], 1e9],
    ['infinity for a number, whatever the tolerance', [Infinity], [3], Infinity],
    ['a number for infinity, whatever the tolerance', [3], [Infinity], Infinity],
    ['a shorter array', [1], [1, 1], 1],
    ['a longer array', [1, 1], [1], 1],
    ['a difference just above the tolerance', [1.11], [1], 0.1],
    ['a tolerance that is NaN', [1], [1], NaN],
    ['a negative tolerance', [1], [1], -1],
    ['one bad element of many', [0, 0, 1, 0], [0, 0, 0, 0], 0.5],
  ];
  for (const [name, got, want, tolerance] of refused) {
    it(`refuses ${name}`, () => {
      assert.throws(() => assertClose(got, want, tolerance));
    });
  }

  it('accepts what is close, and equal non-finite values', () => {
    assertClose([1.05, NaN, Infinity, -Infinity], [1, NaN, Infinity, -Infinity], 0.1);
  });

  it('compares shapes and dtypes of tensors', () => {
    const [row, column, integer] = [tensor([[1]]), tensor([1]), tensor([[1]], [1, 1], 'int32')];
    assert.throws(() => assertTensorsClose(row, column, 1), /expected float32 \[1\], got float32 \[1, 1\]/);
    assert.throws(() => assertTensorsClose(row, integer, 1), /expected int32/);
    assertTensorsClose(row, row, 0);
    for (const x of [row, column, integer]) x.dispose();
  });

  it('tells bits apart', () => {
    assert.throws(() => assertSameBits([0], [-0]), /expected exactly 0/);
    assert.throws(() => assertSameBits([1 + 2 ** -23], [1]));
    assertSameBits([NaN, -0, 1], [NaN, -0, 1]);
  });

  it('finds the largest absolute value', () => {
    assert.equal(largest([1, -3, 2]), 3);
    assert.equal(largest([]), 0);
  });
});
