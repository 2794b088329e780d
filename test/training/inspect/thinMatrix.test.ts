import { assert } from 'chai';
import { thinMatrix } from '../../../src/training/inspect/thinMatrix.js';

describe('thinMatrix', () => {
  it('leaves a matrix that is not too wide', () => {
    const matrix = [[1, 2]];
    assert.strictEqual(thinMatrix(matrix, 2), matrix);
    assert.strictEqual(thinMatrix(matrix, 9), matrix);
  });

  it('has the number of the largest magnitude for each box, of rows as of columns', () => {
    const matrix = [
      [1, -2, 0, 0],
      [0, 1, 0, 3],
      [5, 5, 5, 5],
      [5, -6, 5, 5],
    ];
    assert.deepEqual(thinMatrix(matrix, 2), [
      [-2, 3],
      [-6, 5],
    ]);
  });

  it('takes every number once where sizes do not divide', () => {
    const matrix = [Array.from({ length: 7 }, (_, j) => j)];
    assert.deepEqual(thinMatrix(matrix, 3), [[1, 3, 6]]);
  });
});
