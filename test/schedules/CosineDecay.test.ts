import { assert } from 'chai';
import { CosineDecay } from '../../src/schedules/CosineDecay.js';
import { assertClose } from '../helpers/assertClose.js';
import { assertGoldenRates, goldenRates } from './assertGoldenRates.js';

describe('CosineDecay', () => {
  for (const { config, values } of goldenRates('CosineDecay')) {
    it(`gives the rates of tf.keras with ${JSON.stringify(config)}`, () => {
      assertGoldenRates('CosineDecay', config, values);
    });
  }

  it('decays from the warmup target at once when warmup takes no updates, as tf.keras does', () => {
    const schedule = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 4, warmupTarget: 0.8 });
    assertClose(
      [0, 2, 4, 9].map((step) => schedule.learningRate(step)),
      [0.8, 0.4, 0, 0],
      1e-12,
    );
  });

  it('refuses options out of their range', () => {
    const wrong = (options: object) => () => new CosineDecay({ initialLearningRate: 1, decaySteps: 1, ...options });
    const refused: [object, string][] = [
      [{ initialLearningRate: undefined }, 'initialLearningRate must be a finite number, at least 0, got undefined'],
      [{ decaySteps: 0 }, 'decaySteps must be a finite number, above 0, got 0'],
      [{ alpha: -1 }, 'alpha must be a finite number, at least 0, got -1'],
      [{ warmupTarget: NaN }, 'warmupTarget must be a finite number, at least 0, got NaN'],
      [{ warmupSteps: -1 }, 'warmupSteps must be a finite number, at least 0, got -1'],
      [{ warmupSteps: 5 }, 'warmupSteps must be 0 without warmupTarget, got 5'],
    ];
    for (const [options, message] of refused) assert.throws(wrong(options), `CosineDecay: ${message}`);
  });
});
