import { assert } from 'chai';
import { CosineDecay } from '../../src/schedules/CosineDecay.js';
import { ConstantWithCooldown } from '../../src/schedules/ConstantWithCooldown.js';
import { CosineDecayRestarts } from '../../src/schedules/CosineDecayRestarts.js';
import { ExponentialDecay } from '../../src/schedules/ExponentialDecay.js';
import { InverseSquareRootDecay } from '../../src/schedules/InverseSquareRootDecay.js';
import { InverseTimeDecay } from '../../src/schedules/InverseTimeDecay.js';
import { PiecewiseConstantDecay } from '../../src/schedules/PiecewiseConstantDecay.js';
import { PolynomialDecay } from '../../src/schedules/PolynomialDecay.js';
import { getSchedule, schedules } from '../../src/schedules/index.js';
import { assertRoundTrip } from '../helpers/assertRoundTrip.js';

describe('getSchedule', () => {
  for (const options of [
    { initialLearningRate: 0.1, decaySteps: 20 },
    { initialLearningRate: 0, decaySteps: 20, alpha: 0.1, warmupTarget: 0.3, warmupSteps: 6 },
  ]) {
    it(`makes an equal CosineDecay of ${JSON.stringify(options)}`, () => {
      assertRoundTrip(schedules, new CosineDecay(options));
    });
  }

  const rates = { initialLearningRate: 0.1, decaySteps: 20 };
  for (const schedule of [
    new CosineDecayRestarts({ initialLearningRate: 0.1, firstDecaySteps: 6, tMul: 1.5, mMul: 0.8, alpha: 0.05 }),
    new ExponentialDecay({ ...rates, decayRate: 0.7, staircase: true }),
    new InverseTimeDecay({ ...rates, decayRate: 0.7, staircase: true }),
    new PiecewiseConstantDecay({ boundaries: [5, 11], values: [0.1, 0.05, 0.01] }),
    new PolynomialDecay({ ...rates, endLearningRate: 0.01, power: 2, cycle: true }),
    new InverseSquareRootDecay({ width: 64, warmupSteps: 10, scale: 2 }),
    new ConstantWithCooldown({ learningRate: 1, steps: 9, cooldownSteps: 3, warmupSteps: 2, cooldown: 'linear' }),
  ]) {
    it(`makes an equal ${schedule.constructor.name}`, () => {
      assertRoundTrip(schedules, schedule);
    });
  }

  it('writes and reads the names of Keras', () => {
    const { config } = schedules.serializeKeras(
      new CosineDecayRestarts({ initialLearningRate: 0.1, firstDecaySteps: 6 }),
    );
    assert.deepEqual(config, { initial_learning_rate: 0.1, first_decay_steps: 6, t_mul: 2, m_mul: 1, alpha: 0 });
    const cooldown = new ConstantWithCooldown({ learningRate: 1, steps: 9, cooldownSteps: 3 });
    assert.equal(schedules.serializeKeras(cooldown).config.cooldown, 'one_minus_sqrt');
    assertRoundTrip(schedules, cooldown);
  });

  it('returns a schedule as it is', () => {
    const schedule = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 20 });
    assert.strictEqual(getSchedule(schedule), schedule);
  });

  it('refuses unknown names, and a name that needs options', () => {
    assert.throws(
      () => getSchedule('linear'),
      'schedule must be one of cosineDecay, cosineDecayRestarts, exponentialDecay, inverseTimeDecay, linearDecay, ' +
        "piecewiseConstantDecay, polynomialDecay, inverseSquareRootDecay, constantWithCooldown, got 'linear'",
    );
    assert.throws(() => getSchedule('cosineDecay'), 'CosineDecay: initialLearningRate must be a finite number');
  });
});
