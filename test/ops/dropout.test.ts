import { ones, tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { checkDropoutRate, dropout, dropoutMask } from '../../src/ops/dropout.js';
import { Random } from '../float64/random.js';
import { toTensor } from '../gradients/toTensor.js';
import { assertClose, assertSameBits } from '../helpers/assertClose.js';
import { moments } from '../helpers/moments.js';

describe('ops/dropout', () => {
  const key = RandomKey.fromSeed(3);

  it('drops the same elements for the same key, others for another', () => {
    tidy(() => {
      const x = toTensor(new Random(1).normals([4, 25]));
      assertSameBits(dropout(x, 0.5, key), dropout(x, 0.5, RandomKey.fromSeed(3)));
      const zeros = [key, key.fold(1)].map((one) =>
        dropout(x, 0.5, one)
          .dataSync()
          .map((value) => Number(value === 0)),
      );
      const moved = zeros[0].filter((dropped, i) => dropped !== zeros[1][i]).length;
      assert.isAbove(moved, 20);
    });
  });

  it('multiplies by the factors of dropoutMask, and so does its gradient', () => {
    tidy(() => {
      const x = toTensor(new Random(2).normals([3, 5, 7]));
      const mask = dropoutMask(x.shape, 0.25, key);
      const { value, gradients } = gradientsByTensors(() => dropout(x, 0.25, key), [x]);
      assertSameBits(gradients[0], mask);
      const given = x.dataSync();
      assertSameBits(
        value,
        mask.dataSync().map((factor, i) => factor * given[i]),
      );
    });
  });

  for (const rate of [0.1, 0.25, 0.5, 0.9]) {
    it(`drops a share of ${rate} and keeps the mean`, () => {
      const count = 40_000;
      const factors = tidy(() => dropoutMask([count], rate, key).dataSync());
      const kept = Math.fround(1 / (1 - rate));
      assert.deepEqual([...new Set(factors)].sort(), [0, kept]);
      const share = factors.filter((factor) => factor === 0).length / count;
      // Five standard deviations of the share of so many draws.
      const spread = 5 * Math.sqrt((rate * (1 - rate)) / count);
      assertClose([share], [rate], spread);
      assertClose([moments(factors).mean], [1], spread * kept);
    });
  }

  it('of rate 0 is its input, of rate 1 zeros', () => {
    tidy(() => {
      const x = ones([2, 3]);
      assert.strictEqual(dropout(x, 0, key), x);
      assertSameBits(dropout(x, 1, key), [0, 0, 0, 0, 0, 0]);
      assertSameBits(dropoutMask([3], 0, key), [1, 1, 1]);
    });
  });

  it('refuses rates outside of [0, 1]', () => {
    tidy(() => {
      const x = ones([2]);
      for (const rate of [-0.1, 1.1, NaN]) {
        assert.throws(() => dropout(x, rate, key), `dropout: rate must be in [0, 1], got ${rate}`);
        assert.throws(() => checkDropoutRate('Layer', rate), `Layer: rate must be in [0, 1], got ${rate}`);
      }
    });
  });
});
