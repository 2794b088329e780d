import { assert } from 'chai';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import { LecunUniform } from '../../src/initializers/LecunUniform.js';
import { moments } from '../helpers/moments.js';

describe('LecunUniform', () => {
  it('has variance 1 / fanIn, and reaches its bounds', () => {
    const [fanIn, fanOut] = [100, 400];
    const x = new LecunUniform().initialize([fanIn, fanOut], RandomKey.fromSeed(5));
    const got = moments(x.dataSync());
    x.dispose();
    const stddev = Math.sqrt(1 / fanIn);
    const bound = Math.sqrt(3) * stddev;
    assert.approximately(got.mean, 0, (5 * stddev) / Math.sqrt(fanIn * fanOut));
    assert.approximately(got.deviation, stddev, (5 * stddev) / Math.sqrt(2 * fanIn * fanOut));
    for (const extreme of [got.most, -got.least]) {
      assert.isAbove(extreme, 0.98 * bound);
      assert.isAtMost(extreme, bound * (1 + 1e-6));
    }
  });
});
