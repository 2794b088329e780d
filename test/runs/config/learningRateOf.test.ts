import { assert } from 'chai';
import { learningRateOf } from '../../../src/runs/config/learningRateOf.js';
import { readRunConfig } from '../../../src/runs/config/readRunConfig.js';
import type { Schedule } from '../../../src/schedules/Schedule.js';
import { assertClose } from '../../helpers/assertClose.js';

function ratesOf(training: object, steps: number[]): number[] {
  const schedule = learningRateOf(readRunConfig({ training })) as Schedule;
  return steps.map((step) => schedule.learningRate(step));
}

describe('learningRateOf', () => {
  it('rises from a tenth and falls by half a cosine to a share', () => {
    const training = { steps: 14, warmupSteps: 4, learningRate: 1, finalFraction: 0.2 };
    // Doubles, a few roundings of numbers up to 1.
    assertClose(ratesOf(training, [0, 2, 4, 9, 14, 99]), [0.1, 0.55, 1, 0.6, 0.2, 0.2], 1e-15);
  });

  it('stays where the warm-up ends when it is constant', () => {
    const training = { steps: 14, warmupSteps: 4, learningRate: 1, schedule: 'constant' };
    assertClose(ratesOf(training, [0, 2, 4, 9, 14, 99]), [0.1, 0.55, 1, 1, 1, 1], 1e-15);
  });

  it('is a number when it is constant without a warm-up', () => {
    const training = { warmupSteps: 0, learningRate: 0.5, schedule: 'constant' };
    assert.equal(learningRateOf(readRunConfig({ training })), 0.5);
  });

  it('is made for a single step', () => {
    assert.deepEqual(ratesOf({ steps: 1 }, [0]), [2e-3]);
  });
});
