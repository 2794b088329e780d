import { assert } from 'chai';
import { alibi } from './alibi.js';

describe('float64/alibi', () => {
  it('falls with the distance, by each slope', () => {
    assert.deepEqual(alibi([1, 0.5], 2, 3), [0, -1, -2, -1, 0, -1, 0, -0.5, -1, -0.5, 0, -0.5]);
    assert.deepEqual(alibi([1], 1, 3, 2), [-2, -1, 0]);
  });
});
