import { assert } from 'chai';
import { CosineDecay } from '../../src/schedules/CosineDecay.js';
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

  it('returns a schedule as it is', () => {
    const schedule = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 20 });
    assert.strictEqual(getSchedule(schedule), schedule);
  });

  it('refuses unknown names, and a name that needs options', () => {
    assert.throws(() => getSchedule('linear'), "schedule must be one of cosineDecay, linearDecay, got 'linear'");
    assert.throws(() => getSchedule('cosineDecay'), 'CosineDecay: initialLearningRate must be a finite number');
  });
});
