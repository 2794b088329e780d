import { assert } from 'chai';
import { duals, numbers } from './scalar.js';
import { dot, sum } from './sums.js';

describe('float64/sums', () => {
  it('sums, zero of none', () => {
    assert.equal(sum(numbers, [1, 2, 4]), 7);
    assert.equal(sum(numbers, []), 0);
  });

  it('sums products, also of duals', () => {
    assert.equal(dot(numbers, [1, 2], [3, 5]), 13);
    const x = { value: 3, derivative: 1 };
    assert.deepEqual(dot(duals, [x, x], [x, duals.constant(2)]), { value: 15, derivative: 8 });
  });
});
