import { assert } from 'chai';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import { VarianceScaling, type VarianceScalingOptions } from '../../src/initializers/VarianceScaling.js';
import { moments, type Moments } from '../helpers/moments.js';

// fanIn is 40 · 10 and fanOut 40 · 80, as in a kernel of attention.
const shape = [40, 10, 80];
const count = 40 * 10 * 80;

const draw = (options: VarianceScalingOptions): Moments => {
  const x = new VarianceScaling(options).initialize(shape, RandomKey.fromSeed(3));
  const got = moments(x.dataSync());
  x.dispose();
  return got;
};

describe('VarianceScaling', () => {
  for (const [mode, fan] of [
    ['fanIn', 400],
    ['fanOut', 3200],
    ['fanAvg', 1800],
  ] as const) {
    for (const [distribution, bound] of [
      ['uniform', Math.sqrt(3)],
      ['truncatedNormal', 2 / 0.8796256610342398],
      ['normal', 2 / 0.8796256610342398],
      ['untruncatedNormal', Infinity],
    ] as const) {
      it(`has variance scale / ${mode} for ${distribution}`, () => {
        const stddev = Math.sqrt(1.7 / fan);
        const got = draw({ scale: 1.7, mode, distribution });
        assert.approximately(got.mean, 0, (5 * stddev) / Math.sqrt(count));
        // Five standard errors of the deviation of a normal sample; those of the others are smaller.
        assert.approximately(got.deviation, stddev, (5 * stddev) / Math.sqrt(2 * count));
        const reach = Math.min(bound, 3) * stddev;
        assert.isAbove(got.most, 0.97 * reach);
        assert.isBelow(got.least, -0.97 * reach);
        assert.isAtMost(got.most, bound * stddev * (1 + 1e-6));
        assert.isAtLeast(got.least, -bound * stddev * (1 + 1e-6));
      });
    }
  }

  it('is a truncated normal by fanIn of scale 1 by default', () => {
    const options = { scale: 1, mode: 'fanIn', distribution: 'truncatedNormal', seed: undefined, fans: undefined };
    assert.deepEqual(new VarianceScaling().getConfig(), options);
  });

  it('refuses options out of their range', () => {
    const wrong =
      (options: object): (() => VarianceScaling) =>
      () =>
        new VarianceScaling(options);
    assert.throws(wrong({ scale: 0 }), 'VarianceScaling: scale must be a finite number, above 0, got 0');
    assert.throws(wrong({ mode: 'fan' }), "VarianceScaling: mode must be one of fanIn, fanOut, fanAvg, got 'fan'");
    assert.throws(
      wrong({ distribution: 'cauchy' }),
      "VarianceScaling: distribution must be one of normal, truncatedNormal, untruncatedNormal, uniform, got 'cauchy'",
    );
  });
});
