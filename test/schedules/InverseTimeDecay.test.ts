import { assert } from 'chai';
import { InverseTimeDecay } from '../../src/schedules/InverseTimeDecay.js';
import { assertClose } from '../helpers/assertClose.js';
import { assertGoldenRates, goldenRates } from './assertGoldenRates.js';

describe('InverseTimeDecay', () => {
  for (const { config, values } of goldenRates('InverseTimeDecay')) {
    it(`gives the rates of tf.keras with ${JSON.stringify(config)}`, () => {
      assertGoldenRates('InverseTimeDecay', config, values);
    });
  }

  it('falls in stairs when asked to, and smoothly by default', () => {
    const options = { initialLearningRate: 0.6, decaySteps: 2, decayRate: 0.5 };
    const rates = (staircase?: boolean): number[] =>
      [0, 1, 2, 3, 4].map((step) => new InverseTimeDecay({ ...options, staircase }).learningRate(step));
    assertClose(rates(), [0.6, 0.6 / 1.25, 0.4, 0.6 / 1.75, 0.3], 1e-12);
    assertClose(rates(true), [0.6, 0.6, 0.4, 0.4, 0.3], 1e-12);
    assert.equal(new InverseTimeDecay(options).getConfig().staircase, false);
  });
});
