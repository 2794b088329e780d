import { assert } from 'chai';
import { Adadelta, type AdadeltaOptions } from '../../src/optimizers/Adadelta.js';
import { applyUpdates } from '../helpers/applyUpdates.js';
import { assertClose } from '../helpers/assertClose.js';
import { assertTrajectory } from '../helpers/assertTrajectory.js';
import { goldenTraining } from '../helpers/goldenTraining.js';
import { toleranceFor } from '../helpers/toleranceFor.js';

/** A few operations in float32 on numbers near 1. */
const TOLERANCE = toleranceFor(1e-6);

describe('Adadelta', () => {
  const cases = goldenTraining.optimizers.filter(({ optimizer }) => optimizer === 'Adadelta');

  it('has its case', () => assert.lengthOf(cases, 1));

  for (const golden of cases) {
    it(`follows tf.keras with ${JSON.stringify(golden.config)}`, () => assertTrajectory(golden));
  }

  it('has the defaults of tf.keras', () => {
    const { learningRate, weightDecay, rho, epsilon } = new Adadelta().getConfig();
    assert.deepEqual([learningRate, weightDecay, rho, epsilon], [0.001, 0, 0.95, 1e-7]);
  });

  it('makes steps of the size of those before', () => {
    const optimizer = new Adadelta({ learningRate: 0.5, rho: 0.5, epsilon: 1 });
    const [first, second] = applyUpdates(optimizer, [1], [[4], [-2]]);
    // v = 8 and s = 0: a step of 4 · √1 / √9, scaled by 1/2.
    assertClose(first, [1 - 0.5 * (4 / 3)], TOLERANCE);
    // v = 6, s = 8/9: a step of −2 · √(17/9) / √7.
    assertClose(second, [1 / 3 + Math.sqrt(17 / 63)], TOLERANCE);
  });

  it('refuses options out of their range', () => {
    const refused: [AdadeltaOptions, string][] = [
      [{ rho: 1 }, 'rho must be a finite number, at least 0, below 1, got 1'],
      [{ rho: -0.1 }, 'rho must be a finite number, at least 0, below 1, got -0.1'],
      [{ epsilon: -1 }, 'epsilon must be a finite number, at least 0, got -1'],
      [{ epsilon: NaN }, 'epsilon must be a finite number, at least 0, got NaN'],
    ];
    for (const [options, message] of refused) assert.throws(() => new Adadelta(options), `Adadelta: ${message}`);
  });
});
