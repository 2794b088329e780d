import { assert } from 'chai';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import { RandomUniform } from '../../src/initializers/RandomUniform.js';
import { moments } from '../helpers/moments.js';

const count = 40_000;

describe('RandomUniform', () => {
  for (const [options, low, high] of [
    [{}, -0.05, 0.05],
    [{ minval: 2, maxval: 5 }, 2, 5],
  ] as const) {
    it(`fills [${low}, ${high}) evenly`, () => {
      const x = new RandomUniform(options).initialize([200, 200], RandomKey.fromSeed(1));
      const got = moments(x.dataSync());
      x.dispose();
      const width = high - low;
      const stddev = width / Math.sqrt(12);
      assert.approximately(got.mean, (low + high) / 2, (5 * stddev) / Math.sqrt(count));
      assert.approximately(got.deviation, stddev, (5 * stddev) / Math.sqrt(2 * count));
      // One part in 10⁶ for the rounding to float32.
      assert.isAtLeast(got.least, low - width * 1e-6);
      assert.isAtMost(got.most, high + width * 1e-6);
      assert.isBelow(got.least, low + width * 1e-3);
      assert.isAbove(got.most, high - width * 1e-3);
    });
  }

  it('refuses bounds that are not finite or in the wrong order', () => {
    const order = 'RandomUniform: maxval must be a finite number, at least 2, got 1';
    assert.throws(() => new RandomUniform({ minval: 2, maxval: 1 }), order);
    const finite = 'RandomUniform: minval must be a finite number, got NaN';
    assert.throws(() => new RandomUniform({ minval: NaN }), finite);
  });
});
