import { assert } from 'chai';
import { relativePositionBucket } from '../../src/ops/relativePositionBucket.js';
import { relativePosition } from '../float64/relativePosition.js';

describe('ops/relativePositionBucket', () => {
  it('is that of whole numbers, for every distance', () => {
    for (const [numBuckets, maxDistance, bidirectional] of [
      [32, 128, true],
      [32, 128, false],
      [8, 20, true],
      // Of three exact buckets and three ranges up to 3 · 10³ each range is ten times the last.
      [6, 3000, false],
      // Powers of 2, 3, 5 and 6 are where ranges begin.
      [6, 3 * 5 ** 3, false],
      [12, 6 * 2 ** 6, false],
      [4, 216, true],
      [9, 200, false],
      [2, 2, false],
      [4, 2, true],
      [5, 97, false],
    ] as const) {
      for (let relative = -1.2 * maxDistance; relative <= 1.2 * maxDistance; relative++) {
        const whole = Math.round(relative);
        assert.equal(
          relativePositionBucket(whole, { numBuckets, maxDistance, bidirectional }),
          relativePosition(whole, numBuckets, maxDistance, bidirectional),
          `${whole} of ${numBuckets} up to ${maxDistance}, ${bidirectional ? 'both directions' : 'the past'}`,
        );
      }
    }
  });

  it('is that of T5, written out', () => {
    const both = { numBuckets: 32, maxDistance: 128, bidirectional: true };
    const past = { ...both, bidirectional: false };
    const distances = [0, 1, 7, 8, 11, 12, 15, 16, 22, 23, 31, 32, 45, 46, 63, 64, 90, 91, 127, 128, 1e6];
    // Ranges of both directions begin at 8 · 2^(r/2) = 8, 11.3, 16, 22.6, 32, 45.3, 64, 90.5.
    const ranges = [0, 1, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13, 14, 14, 15, 15, 15, 15];
    assert.deepEqual(
      distances.map((distance) => relativePositionBucket(-distance, both)),
      ranges,
    );
    assert.deepEqual(
      distances.slice(1).map((distance) => relativePositionBucket(distance, both)),
      ranges.slice(1).map((bucket) => 16 + bucket),
    );
    // 16 · 8^(r/16) begins at 16, 18.2, 20.7, 23.6 …
    assert.deepEqual(
      [1, 0, -1, -15, -16, -18, -19, -20, -21, -23, -24, -128].map((at) => relativePositionBucket(at, past)),
      [0, 0, 1, 15, 16, 16, 17, 17, 18, 18, 19, 31],
    );
  });
});
