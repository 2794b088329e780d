import { assert } from 'chai';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import { GlorotNormal } from '../../src/initializers/GlorotNormal.js';
import { moments } from '../helpers/moments.js';

describe('GlorotNormal', () => {
  it('has variance 2 / (fanIn + fanOut), and reaches its bounds', () => {
    const [fanIn, fanOut] = [100, 400];
    const x = new GlorotNormal().initialize([fanIn, fanOut], RandomKey.fromSeed(5));
    const got = moments(x.dataSync());
    x.dispose();
    const stddev = Math.sqrt(2 / (fanIn + fanOut));
    const bound = (2 / 0.8796256610342398) * stddev;
    assert.approximately(got.mean, 0, (5 * stddev) / Math.sqrt(fanIn * fanOut));
    assert.approximately(got.deviation, stddev, (5 * stddev) / Math.sqrt(2 * fanIn * fanOut));
    for (const extreme of [got.most, -got.least]) {
      assert.isAbove(extreme, 0.98 * bound);
      assert.isAtMost(extreme, bound * (1 + 1e-6));
    }
  });
});
