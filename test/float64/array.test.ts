import { assert } from 'chai';
import { array, broadcastTo, filled, groupsAlong, indexAt, mapArray, offsetAt, sizeOf, sumTo } from './array.js';
import { numbers } from './scalar.js';

describe('float64/array', () => {
  it('copies its values, from a typed array too', () => {
    const values = Float32Array.of(1, 2, 3, 4);
    const x = array([2, 2], values);
    values[0] = 9;
    assert.deepEqual(x, { shape: [2, 2], values: [1, 2, 3, 4] });
  });

  it('refuses another number of values', () => {
    assert.throws(() => array([2, 3], [1]), 'array: values must hold 6 elements for [2, 3], got 1');
  });

  it('counts elements, one for a scalar and none with an empty axis', () => {
    assert.deepEqual([sizeOf([2, 3]), sizeOf([]), sizeOf([2, 0])], [6, 1, 0]);
  });

  it('fills and maps with offsets', () => {
    assert.deepEqual(
      mapArray(filled([3], 'x'), (value, offset) => value + offset),
      array([3], ['x0', 'x1', 'x2']),
    );
  });

  it('finds the index of every offset and back, last axis fastest', () => {
    const shape = [2, 3, 2];
    assert.deepEqual(indexAt(shape, 7), [1, 0, 1]);
    for (let i = 0; i < sizeOf(shape); i++) assert.equal(offsetAt(shape, indexAt(shape, i)), i);
  });

  it('broadcasts trailing axes and axes of size 1', () => {
    assert.deepEqual(broadcastTo(array([2, 1], [1, 2]), [2, 2, 3]).values, [1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2]);
    assert.deepEqual(broadcastTo(array([], [true]), [2]), array([2], [true, true]));
  });

  it('refuses shapes that do not broadcast', () => {
    assert.throws(() => broadcastTo(filled([2], 0), [3]), 'broadcastTo: shape must broadcast to [3], got [2]');
    assert.throws(() => broadcastTo(filled([1, 3], 0), [3]), 'broadcastTo: shape must broadcast to [3], got [1, 3]');
  });

  it('sums what was broadcast', () => {
    const x = array([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]);
    assert.deepEqual(sumTo(numbers, x, [2, 1]), array([2, 1], [1 + 2 + 5 + 6, 3 + 4 + 7 + 8]));
    assert.deepEqual(sumTo(numbers, x, []), array([], [36]));
  });

  it('groups offsets along axes, row-major whatever their order', () => {
    assert.deepEqual(groupsAlong([2, 3], [-1]), [
      [0, 1, 2],
      [3, 4, 5],
    ]);
    assert.deepEqual(groupsAlong([2, 2, 2], [2, 0]), [
      [0, 1, 4, 5],
      [2, 3, 6, 7],
    ]);
  });
});
