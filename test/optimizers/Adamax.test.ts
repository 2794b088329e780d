import { assert } from 'chai';
import { Adamax, type AdamaxOptions } from '../../src/optimizers/Adamax.js';
import { applyUpdates } from '../helpers/applyUpdates.js';
import { assertClose } from '../helpers/assertClose.js';
import { assertTrajectory } from '../helpers/assertTrajectory.js';
import { goldenTraining } from '../helpers/goldenTraining.js';
import { toleranceFor } from '../helpers/toleranceFor.js';

/** A few operations in float32 on numbers near 1. */
const TOLERANCE = toleranceFor(1e-6);

describe('Adamax', () => {
  const cases = goldenTraining.optimizers.filter(({ optimizer }) => optimizer === 'Adamax');

  it('has its case', () => assert.lengthOf(cases, 1));

  for (const golden of cases) {
    it(`follows tf.keras with ${JSON.stringify(golden.config)}`, () => assertTrajectory(golden));
  }

  it('has the defaults of tf.keras', () => {
    const { learningRate, weightDecay, beta1, beta2, epsilon } = new Adamax().getConfig();
    assert.deepEqual([learningRate, weightDecay, beta1, beta2, epsilon], [0.001, 0, 0.9, 0.999, 1e-7]);
  });

  it('divides by the largest gradient of late, which fades', () => {
    const optimizer = new Adamax({ learningRate: 0.1, beta1: 0.5, beta2: 0.5, epsilon: 0 });
    const [first, second] = applyUpdates(optimizer, [1], [[4], [-1]]);
    // m = 2, corrected by 1 / (1 − 1/2); u = 4.
    assertClose(first, [1 - (0.1 * 4) / 4], TOLERANCE);
    // m = 1/2, corrected by 1 / (1 − 1/4); u = max(4/2, 1).
    assertClose(second, [0.9 - (0.1 * (2 / 3)) / 2], TOLERANCE);
  });

  it('adds epsilon to the divisor', () => {
    const [first] = applyUpdates(new Adamax({ learningRate: 1, epsilon: 12 }), [1], [[4]]);
    // m / (1 − β₁) = 4.
    assertClose(first, [1 - 4 / 16], TOLERANCE);
  });

  it('refuses options out of their range', () => {
    const refused: [AdamaxOptions, string][] = [
      [{ beta1: 1 }, 'beta1 must be a finite number, at least 0, below 1, got 1'],
      [{ beta1: -0.1 }, 'beta1 must be a finite number, at least 0, below 1, got -0.1'],
      [{ beta2: 1 }, 'beta2 must be a finite number, at least 0, below 1, got 1'],
      [{ beta2: -0.1 }, 'beta2 must be a finite number, at least 0, below 1, got -0.1'],
      [{ epsilon: -1 }, 'epsilon must be a finite number, at least 0, got -1'],
      [{ epsilon: NaN }, 'epsilon must be a finite number, at least 0, got NaN'],
    ];
    for (const [options, message] of refused) assert.throws(() => new Adamax(options), `Adamax: ${message}`);
  });
});
