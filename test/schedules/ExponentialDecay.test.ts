import { assert } from 'chai';
import { ExponentialDecay } from '../../src/schedules/ExponentialDecay.js';
import { assertClose } from '../helpers/assertClose.js';
import { assertGoldenRates, goldenRates } from './assertGoldenRates.js';

describe('ExponentialDecay', () => {
  for (const { config, values } of goldenRates('ExponentialDecay')) {
    it(`gives the rates of tf.keras with ${JSON.stringify(config)}`, () => {
      assertGoldenRates('ExponentialDecay', config, values);
    });
  }

  it('has no stairs by default, and grows with a rate above 1', () => {
    const schedule = new ExponentialDecay({ initialLearningRate: 0.5, decaySteps: 2, decayRate: 4 });
    assert.equal(schedule.getConfig().staircase, false);
    assertClose(
      [0, 1, 2, 3, 4].map((step) => schedule.learningRate(step)),
      [0.5, 1, 2, 4, 8],
      1e-12,
    );
  });

  it('is 0 from the second update, or the second stair, on when the factor is 0', () => {
    const options = { initialLearningRate: 0.5, decaySteps: 2, decayRate: 0 };
    const rates = (staircase: boolean): number[] =>
      [0, 1, 2, 3].map((step) => new ExponentialDecay({ ...options, staircase }).learningRate(step));
    assert.deepEqual(rates(false), [0.5, 0, 0, 0]);
    assert.deepEqual(rates(true), [0.5, 0.5, 0, 0]);
  });
});
