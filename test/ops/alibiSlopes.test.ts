import { assert } from 'chai';
import { alibiSlopes } from '../../src/ops/alibiSlopes.js';

describe('ops/alibiSlopes', () => {
  it('halves from head to head for 8 heads, and takes the root of that for 16', () => {
    assert.deepEqual(
      alibiSlopes(8),
      [1, 2, 3, 4, 5, 6, 7, 8].map((i) => 1 / 2 ** i),
    );
    assert.deepEqual(
      alibiSlopes(16),
      Array.from({ length: 16 }, (_, i) => 2 ** (-(i + 1) / 2)),
    );
    assert.deepEqual(alibiSlopes(1), [2 ** -8]);
    assert.deepEqual(alibiSlopes(2), [2 ** -4, 2 ** -8]);
  });

  it('fills up other numbers with every second slope of twice the power of two below', () => {
    const eight = [1, 2, 3, 4, 5, 6, 7, 8].map((i) => 2 ** -i);
    assert.deepEqual(alibiSlopes(12), [...eight, 2 ** -0.5, 2 ** -1.5, 2 ** -2.5, 2 ** -3.5]);
    assert.deepEqual(alibiSlopes(3), [2 ** -4, 2 ** -8, 2 ** -2]);
    for (let numHeads = 1; numHeads <= 40; numHeads++) {
      const slopes = alibiSlopes(numHeads);
      assert.equal(new Set(slopes).size, numHeads);
      assert.isTrue(slopes.every((slope) => slope > 0 && slope < 1));
    }
  });
});
