import { assert } from 'chai';
import { array } from './array.js';
import { gradientByDuals } from './derivatives.js';
import { embedding } from './embedding.js';

describe('float64/embedding', () => {
  const table = array([3, 2], [1, 2, 3, 4, 5, 6]);
  const ids = array([2, 2], [2, 0, 2, 2]);

  it('looks rows up', () => {
    assert.deepEqual(embedding(table, ids), array([2, 2, 2], [5, 6, 1, 2, 5, 6, 5, 6]));
  });

  it('adds the gradients of equal ids, and gives none to a row that is not used', () => {
    const cotangent = array([2, 2, 2], [1, 2, 10, 20, 100, 200, 1000, 2000]);
    const [byTable] = gradientByDuals((_, [rows]) => embedding(rows, ids), [table], cotangent);
    assert.deepEqual(byTable.values, [10, 20, 0, 0, 1101, 2202]);
  });
});
