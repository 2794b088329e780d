import { assert } from 'chai';
import { rateAtStep } from '../../src/optimizers/rateAtStep.js';
import { CosineDecay } from '../../src/schedules/CosineDecay.js';

describe('rateAtStep', () => {
  it('is a number, or what a function or a schedule says of the step', () => {
    assert.equal(rateAtStep('SGD', 0.5, 3), 0.5);
    assert.equal(
      rateAtStep('SGD', (step) => 10 * step, 3),
      30,
    );
    const schedule = new CosineDecay({ initialLearningRate: 1, decaySteps: 4 });
    assert.closeTo(rateAtStep('SGD', schedule, 2), 0.5, 1e-12);
  });

  it('refuses what a function says out of range', () => {
    const message = 'SGD: learningRate must be a finite number, at least 0, got ';
    for (const rate of [-1, NaN, Infinity]) assert.throws(() => rateAtStep('SGD', () => rate, 0), `${message}${rate}`);
  });
});
