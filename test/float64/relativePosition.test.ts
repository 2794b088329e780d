import { assert } from 'chai';
import { relativePosition } from './relativePosition.js';

describe('float64/relativePosition', () => {
  it('has ranges that grow by the same factor, and the last bucket for all beyond', () => {
    // 4 exact ones, then 4 · 2, 4 · 4, 4 · 8, up to 64 = 4 · 2⁴.
    const bucket = (distance: number): number => relativePosition(-distance, 8, 64, false);
    assert.deepEqual([0, 1, 2, 3, 4, 7, 8, 15, 16, 31, 32, 63, 64, 1000].map(bucket), [
      ...[0, 1, 2, 3, 4, 4, 5, 5, 6, 6, 7, 7, 7, 7],
    ]);
    assert.equal(relativePosition(9, 8, 64, false), 0);
  });

  it('of both directions puts later keys into the second half', () => {
    assert.deepEqual(
      [-3, -1, 0, 1, 3].map((relative) => relativePosition(relative, 16, 64, true)),
      [3, 1, 0, 9, 11],
    );
  });
});
