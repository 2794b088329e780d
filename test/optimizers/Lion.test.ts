import { assert } from 'chai';
import { Lion, type LionOptions } from '../../src/optimizers/Lion.js';
import { applyUpdates } from '../helpers/applyUpdates.js';
import { assertClose } from '../helpers/assertClose.js';
import { assertTrajectory } from '../helpers/assertTrajectory.js';
import { goldenTraining } from '../helpers/goldenTraining.js';

describe('Lion', () => {
  const cases = goldenTraining.optimizers.filter(({ optimizer }) => optimizer === 'Lion');

  it('has its two cases', () => assert.lengthOf(cases, 2));

  for (const golden of cases) {
    it(`follows tf.keras with ${JSON.stringify(golden.config)}`, () => assertTrajectory(golden));
  }

  it('has the defaults of tf.keras', () => {
    const { learningRate, weightDecay, beta1, beta2 } = new Lion().getConfig();
    assert.deepEqual([learningRate, weightDecay, beta1, beta2], [0.0001, 0, 0.9, 0.99]);
  });

  it('moves by the learning rate, whatever the size of the gradient, and not at all where it is zero', () => {
    const optimizer = new Lion({ learningRate: 0.25 });
    const [first] = applyUpdates(optimizer, [1, 1, 1, 1], [[4, -0.5, 0, 1e-20]]);
    assertClose(first, [0.75, 1.25, 1, 0.75], 0);
  });

  it('follows the sign of the mean and the gradient together', () => {
    const optimizer = new Lion({ learningRate: 0.25, beta1: 0.75, beta2: 0.5 });
    // m = 2 after the first; then 3/4 · 2 − 1/4 · 5.9 > 0 and 3/4 · 2 − 1/4 · 6.1 < 0.
    const [, second] = applyUpdates(
      optimizer,
      [1, 1],
      [
        [4, 4],
        [-5.9, -6.1],
      ],
    );
    assertClose(second, [0.5, 1], 0);
  });

  it('takes the sign before the mean is brought up to date', () => {
    const [first, second] = applyUpdates(new Lion({ learningRate: 1, beta1: 1 }), [0], [[1], [-1]]);
    assertClose(first, [0], 0);
    assertClose(second, [-1], 0);
  });

  it('refuses options out of their range', () => {
    const refused: [LionOptions, string][] = [
      [{ beta1: 0 }, 'beta1 must be a finite number, above 0, at most 1, got 0'],
      [{ beta1: 1.1 }, 'beta1 must be a finite number, above 0, at most 1, got 1.1'],
      [{ beta2: 1 }, 'beta2 must be a finite number, at least 0, below 1, got 1'],
      [{ beta2: -0.1 }, 'beta2 must be a finite number, at least 0, below 1, got -0.1'],
    ];
    for (const [options, message] of refused) assert.throws(() => new Lion(options), `Lion: ${message}`);
  });
});
