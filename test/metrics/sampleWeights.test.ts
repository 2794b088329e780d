import { tensor, tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { sampleWeights } from '../../src/metrics/sampleWeights.js';

describe('sampleWeights', () => {
  const read = (values: number[], shape: number[], of: number[]): number[] =>
    tidy(() => Array.from(sampleWeights('f', tensor(values, shape), of)));

  it('are 1 where none are given', () => {
    assert.deepEqual(Array.from(sampleWeights('f', undefined, [2, 2])), [1, 1, 1, 1]);
  });

  it('repeat along the axes that follow and those of size 1', () => {
    assert.deepEqual(read([1, 2], [2], [2, 3]), [1, 1, 1, 2, 2, 2]);
    assert.deepEqual(read([1, 2, 3], [1, 3], [2, 3]), [1, 2, 3, 1, 2, 3]);
    assert.deepEqual(read([1, 2, 3, 4, 5, 6], [2, 3], [2, 3]), [1, 2, 3, 4, 5, 6]);
    assert.deepEqual(read([1, 2], [2, 1, 1], [2, 2, 1]), [1, 1, 2, 2]);
    assert.deepEqual(read([1, 2, 3, 4], [2, 1, 2], [2, 2, 2]), [1, 2, 1, 2, 3, 4, 3, 4]);
    assert.deepEqual(read([7], [], [3]), [7, 7, 7]);
  });

  it('refuse negative numbers, what is none, and shapes that do not fit', () => {
    for (const bad of [-1, NaN, Infinity]) {
      assert.throws(
        () => read([1, bad], [2], [2]),
        `f: sampleWeight must hold finite numbers of at least 0, got ${bad}`,
      );
    }
    assert.throws(
      () => read([1, 2], [2], [3, 2]),
      'f: sampleWeight must have the first sizes of [3, 2], or 1, got [2]',
    );
  });
});
