import { assert } from 'chai';
import { CosineDecayRestarts } from '../../src/schedules/CosineDecayRestarts.js';
import { assertClose } from '../helpers/assertClose.js';
import { assertGoldenRates, goldenRates } from './assertGoldenRates.js';

describe('CosineDecayRestarts', () => {
  for (const { config, values } of goldenRates('CosineDecayRestarts')) {
    it(`gives the rates of tf.keras with ${JSON.stringify(config)}`, () => {
      assertGoldenRates('CosineDecayRestarts', config, values);
    });
  }

  it('doubles its length, keeps its height and ends at 0 by default, as tf.keras does', () => {
    const schedule = new CosineDecayRestarts({ initialLearningRate: 0.4, firstDecaySteps: 2 });
    const { tMul, mMul, alpha } = schedule.getConfig();
    assert.deepEqual([tMul, mMul, alpha], [2, 1, 0]);
    const quarter = 0.2 * (1 + Math.SQRT1_2);
    assertClose(
      [0, 1, 2, 3, 4, 5, 6].map((step) => schedule.learningRate(step)),
      [0.4, 0.2, 0.4, quarter, 0.2, 0.4 - quarter, 0.4],
      1e-12,
    );
  });

  it('repeats itself when the length stays', () => {
    const schedule = new CosineDecayRestarts({ initialLearningRate: 0.4, firstDecaySteps: 2, tMul: 1, mMul: 0.5 });
    assertClose(
      [0, 1, 2, 3, 4, 5].map((step) => schedule.learningRate(step)),
      [0.4, 0.2, 0.2, 0.1, 0.1, 0.05],
      1e-12,
    );
  });

  // log(8) / log(2) is 3, but log(1000) / log(10) is 2.9999999999999996 in double precision.
  it('restarts at the step that the lengths add up to, for every factor and however late', () => {
    for (const tMul of [1, 1.5, 2, 3, 5, 10]) {
      const schedule = new CosineDecayRestarts({ initialLearningRate: 1, firstDecaySteps: 4096, tMul, alpha: 0.25 });
      let start = 0;
      for (let length = 4096, i = 0; i < 12; i++, length *= tMul) {
        assert.equal(schedule.learningRate(start), 1, `restart ${i} by ${tMul}`);
        start += length;
        // The last whole update before the next restart is within a cosine of one step of the end.
        assert.approximately(schedule.learningRate(start - 1), 0.25, 1e-6, `end ${i} by ${tMul}`);
      }
    }
  });
});
