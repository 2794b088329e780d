import { assert } from 'chai';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import { RandomNormal } from '../../src/initializers/RandomNormal.js';
import { moments } from '../helpers/moments.js';

const count = 40_000;

describe('RandomNormal', () => {
  for (const [options, mean, stddev] of [
    [{}, 0, 0.05],
    [{ mean: 3, stddev: 2 }, 3, 2],
  ] as const) {
    it(`has mean ${mean} and standard deviation ${stddev}`, () => {
      const x = new RandomNormal(options).initialize([200, 200], RandomKey.fromSeed(1));
      const got = moments(x.dataSync());
      x.dispose();
      // Five standard errors of the mean, and of the deviation of a normal sample.
      assert.approximately(got.mean, mean, (5 * stddev) / Math.sqrt(count));
      assert.approximately(got.deviation, stddev, (5 * stddev) / Math.sqrt(2 * count));
      assert.isAbove(got.most, mean + 3 * stddev);
      assert.isBelow(got.least, mean - 3 * stddev);
    });
  }

  it('refuses options out of their range', () => {
    const negative = 'RandomNormal: stddev must be a finite number, at least 0, got -1';
    assert.throws(() => new RandomNormal({ stddev: -1 }), negative);
    assert.throws(
      () => new RandomNormal({ mean: Infinity }),
      'RandomNormal: mean must be a finite number, got Infinity',
    );
  });
});
