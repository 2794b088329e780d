import { assert } from 'chai';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import { TruncatedNormal } from '../../src/initializers/TruncatedNormal.js';
import { moments } from '../helpers/moments.js';

const count = 40_000;

describe('TruncatedNormal', () => {
  for (const [options, mean, stddev] of [
    [{}, 0, 0.05],
    [{ mean: 3, stddev: 2 }, 3, 2],
  ] as const) {
    it(`keeps within two deviations of ${stddev} around ${mean}`, () => {
      const x = new TruncatedNormal(options).initialize([200, 200], RandomKey.fromSeed(1));
      const got = moments(x.dataSync());
      x.dispose();
      const cut = 0.8796256610342398 * stddev;
      assert.approximately(got.mean, mean, (5 * cut) / Math.sqrt(count));
      // Fewer values lie far out than in a normal sample, whose standard error is therefore an upper bound.
      assert.approximately(got.deviation, cut, (5 * cut) / Math.sqrt(2 * count));
      assert.isAtMost(got.most, mean + 2 * stddev * (1 + 1e-6));
      assert.isAtLeast(got.least, mean - 2 * stddev * (1 + 1e-6));
      assert.isAbove(got.most, mean + 1.95 * stddev);
      assert.isBelow(got.least, mean - 1.95 * stddev);
    });
  }

  it('refuses options out of their range', () => {
    const negative = 'TruncatedNormal: stddev must be a finite number, at least 0, got -1';
    assert.throws(() => new TruncatedNormal({ stddev: -1 }), negative);
    assert.throws(() => new TruncatedNormal({ mean: NaN }), 'TruncatedNormal: mean must be a finite number, got NaN');
  });
});
