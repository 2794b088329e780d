import { assert } from 'chai';
import { PolynomialDecay } from '../../src/schedules/PolynomialDecay.js';
import { assertClose } from '../helpers/assertClose.js';
import { assertGoldenRates, goldenRates } from './assertGoldenRates.js';

describe('PolynomialDecay', () => {
  for (const { config, values } of goldenRates('PolynomialDecay')) {
    it(`gives the rates of tf.keras with ${JSON.stringify(config)}`, () => {
      assertGoldenRates('PolynomialDecay', config, values);
    });
  }

  it('is a line down to 0.0001 by default, and stays there', () => {
    const schedule = new PolynomialDecay({ initialLearningRate: 0.1, decaySteps: 4 });
    const { endLearningRate, power, cycle } = schedule.getConfig();
    assert.deepEqual([endLearningRate, power, cycle], [1e-4, 1, false]);
    assertClose(
      [0, 2, 4, 400].map((step) => schedule.learningRate(step)),
      [0.1, 0.05005, 1e-4, 1e-4],
      1e-12,
    );
  });

  it('may rise, and is at its end only after every cycle', () => {
    const options = { initialLearningRate: 0, decaySteps: 3, endLearningRate: 0.6, cycle: true };
    const schedule = new PolynomialDecay(options);
    assertClose(
      [0, 1, 2, 3, 4, 5, 6, 7].map((step) => schedule.learningRate(step)),
      [0, 0.2, 0.4, 0.6, 0.4, 0.5, 0.6, 0.6 * (7 / 9)],
      1e-12,
    );
  });
});
