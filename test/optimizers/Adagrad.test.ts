import { assert } from 'chai';
import { Adagrad, type AdagradOptions } from '../../src/optimizers/Adagrad.js';
import { applyUpdates } from '../helpers/applyUpdates.js';
import { assertClose } from '../helpers/assertClose.js';
import { assertTrajectory } from '../helpers/assertTrajectory.js';
import { goldenTraining } from '../helpers/goldenTraining.js';
import { toleranceFor } from '../helpers/toleranceFor.js';

/** A few operations in float32 on numbers near 1. */
const TOLERANCE = toleranceFor(1e-6);

describe('Adagrad', () => {
  const cases = goldenTraining.optimizers.filter(({ optimizer }) => optimizer === 'Adagrad');

  it('has its case', () => assert.lengthOf(cases, 1));

  for (const golden of cases) {
    it(`follows tf.keras with ${JSON.stringify(golden.config)}`, () => assertTrajectory(golden));
  }

  it('has the defaults of tf.keras', () => {
    const { learningRate, weightDecay, initialAccumulatorValue, epsilon } = new Adagrad().getConfig();
    assert.deepEqual([learningRate, weightDecay, initialAccumulatorValue, epsilon], [0.001, 0, 0.1, 1e-7]);
  });

  it('divides by the root of the sum of squares', () => {
    const optimizer = new Adagrad({ learningRate: 1, initialAccumulatorValue: 7, epsilon: 0 });
    const [first, second] = applyUpdates(optimizer, [1], [[3], [-3]]);
    assertClose(first, [1 - 3 / Math.sqrt(16)], TOLERANCE);
    assertClose(second, [0.25 + 3 / Math.sqrt(25)], TOLERANCE);
  });

  it('adds epsilon under the root', () => {
    const [first] = applyUpdates(new Adagrad({ learningRate: 1, initialAccumulatorValue: 0, epsilon: 16 }), [1], [[3]]);
    assertClose(first, [1 - 3 / 5], TOLERANCE);
  });

  it('refuses options out of their range', () => {
    const refused: [AdagradOptions, string][] = [
      [{ initialAccumulatorValue: -1 }, 'initialAccumulatorValue must be a finite number, at least 0, got -1'],
      [{ initialAccumulatorValue: NaN }, 'initialAccumulatorValue must be a finite number, at least 0, got NaN'],
      [{ initialAccumulatorValue: 1e38 }, 'initialAccumulatorValue must be at most 1e+37 in size, got 1e+38'],
      [{ epsilon: -1 }, 'epsilon must be a finite number, at least 0, got -1'],
      [{ epsilon: NaN }, 'epsilon must be a finite number, at least 0, got NaN'],
    ];
    for (const [options, message] of refused) assert.throws(() => new Adagrad(options), `Adagrad: ${message}`);
  });
});
