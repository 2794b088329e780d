import { ones, sum, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import { StochasticDepth } from '../../src/layers/StochasticDepth.js';
import { assertSameBits } from '../helpers/assertClose.js';
import { assertConfig } from './assertConfig.js';
import { ramp } from './attentionCalls.js';

const training = { training: true, randomKey: RandomKey.fromSeed(5) };

describe('StochasticDepth', () => {
  it('drops whole samples, and divides the others by the share that stays', () => {
    tidy(() => {
      const rate = 0.25;
      const y = new StochasticDepth({ rate }).call(ones([4000, 2, 3]), training);
      const rows = Array.from({ length: 4000 }, (_, row) => [...y.dataSync().subarray(row * 6, row * 6 + 6)]);
      for (const row of rows) assert.equal(new Set(row).size, 1);
      assert.sameMembers([...new Set(y.dataSync())], [0, Math.fround(1 / 0.75)]);
      const dropped = rows.filter(([first]) => first === 0).length / 4000;
      // Four standard deviations of a binomial; the mean stays 1 within the same.
      const bound = 4 * Math.sqrt((rate * (1 - rate)) / 4000);
      assert.closeTo(dropped, rate, bound);
      assert.closeTo(rows.reduce((sum, [first]) => sum + first, 0) / 4000, 1, bound / 0.75);
    });
  });

  it('drops the same samples for the same key, others for another', () => {
    tidy(() => {
      const layer = new StochasticDepth({ rate: 0.5 });
      const x = ramp([64, 2]);
      assertSameBits(layer.call(x, training), layer.call(x, training));
      const other = layer.call(x, { ...training, randomKey: RandomKey.fromSeed(6) });
      assert.notDeepEqual([...other.dataSync()], [...layer.call(x, training).dataSync()]);
    });
  });

  it('passes on what it is given when it does not train, or the rate is 0; with rate 1 gives zeros', () => {
    tidy(() => {
      const x = ramp([3, 2, 2]);
      assertSameBits(new StochasticDepth({ rate: 0.9 }).call(x), x);
      assertSameBits(new StochasticDepth({ rate: 0 }).call(x, { training: true }), x);
      assert.isTrue([...new StochasticDepth({ rate: 1 }).call(x, training).dataSync()].every((one) => one === 0));
    });
  });

  it('has the same factors in its gradient', () => {
    tidy(() => {
      const layer = new StochasticDepth({ rate: 0.5 });
      const x = ramp([16, 3]);
      const factors = layer.call(ones([16, 3]), training);
      const { gradients } = gradientsByTensors((): Tensor => sum(layer.call(x, training)), [x]);
      assertSameBits(gradients[0], factors);
    });
  });

  it('is what its configuration says', () => {
    assertConfig(StochasticDepth, new StochasticDepth({ rate: 0.25, seed: 3 }), { rate: 0.25 });
  });
});
