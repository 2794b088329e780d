import { assert } from 'chai';
import fc from 'fast-check';
import { forEachRow, rowMajorStrides, stretchedStrides } from '../../../../src/engine/fixes/cpu/strides.js';
import { indexAt, offsetAt, sizeOf } from '../../../float64/array.js';
import { shapes } from './cases.js';

describe('rowMajorStrides', () => {
  it('is the distance between neighbours', () => {
    assert.deepEqual(rowMajorStrides([2, 3, 4]), [12, 4, 1]);
    assert.deepEqual(rowMajorStrides([]), []);
  });
});

describe('stretchedStrides', () => {
  it('is 0 along axes that are missing or of size 1', () => {
    assert.deepEqual(stretchedStrides([3, 1, 4], 5), [0, 0, 4, 0, 1]);
  });
});

describe('forEachRow', () => {
  it('finds where each row begins in two tensors that are stretched', () => {
    fc.assert(
      fc.property(shapes, fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), (shape, stretch) => {
        fc.pre(shape.length > 0);
        const other = shape.map((size, axis) => (stretch[axis] ? 1 : size));
        const width = shape.at(-1)!;
        const rows = [...shape.slice(0, -1), 1];
        const want = Array.from({ length: sizeOf(rows) }, (_, row) => [
          row,
          row * width,
          offsetAt(other, indexAt(rows, row)),
        ]);
        const got: number[][] = [];
        const strides = [rowMajorStrides(shape), stretchedStrides(other, shape.length)] as const;
        forEachRow(shape, ...strides, (...found) => got.push(found));
        assert.deepEqual(got, want);
      }),
    );
  });
});
