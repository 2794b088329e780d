import { assert } from 'chai';
import { checkMatrix } from '../../../src/training/plots/checkMatrix.js';

describe('checkMatrix', () => {
  it('accepts rows of one length', () => checkMatrix('f', 'matrix', [[1, 2, 3]]));

  it('says where, what must hold and what came', () => {
    assert.throws(() => checkMatrix('f', 'matrix', [[1], []]), 'f: matrix must have rows of one length, got 1, 0');
    assert.throws(
      () => checkMatrix('f', 'matrix', [[1, -Infinity]]),
      'f: matrix must hold finite numbers, got -Infinity',
    );
    assert.throws(() => checkMatrix('f', 'matrix', 5 as never), 'f: matrix must be a list of rows, got 5');
  });
});
