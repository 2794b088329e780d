import { assert } from 'chai';
import { RMSprop, type RMSpropOptions } from '../../src/optimizers/RMSprop.js';
import { applyUpdates } from '../helpers/applyUpdates.js';
import { assertClose } from '../helpers/assertClose.js';
import { assertTrajectory } from '../helpers/assertTrajectory.js';
import { goldenTraining } from '../helpers/goldenTraining.js';
import { toleranceFor } from '../helpers/toleranceFor.js';

/** A few operations in float32 on numbers near 1. */
const TOLERANCE = toleranceFor(1e-6);

describe('RMSprop', () => {
  const cases = goldenTraining.optimizers.filter(({ optimizer }) => optimizer === 'RMSprop');

  it('has its two cases', () => assert.lengthOf(cases, 2));

  for (const golden of cases) {
    it(`follows tf.keras with ${JSON.stringify(golden.config)}`, () => assertTrajectory(golden));
  }

  it('has the defaults of tf.keras', () => {
    const { learningRate, weightDecay, rho, momentum, epsilon, centered } = new RMSprop().getConfig();
    assert.deepEqual([learningRate, weightDecay, rho, momentum, epsilon, centered], [0.001, 0, 0.9, 0, 1e-7, false]);
  });

  it('divides by the root of the mean of squares', () => {
    const optimizer = new RMSprop({ learningRate: 1, rho: 0.75, epsilon: 0 });
    const [first, second] = applyUpdates(optimizer, [1], [[4], [2]]);
    assertClose(first, [1 - 4 / Math.sqrt(4)], TOLERANCE);
    // 3/4 · 4 + 1/4 · 4.
    assertClose(second, [-1 - 2 / Math.sqrt(4)], TOLERANCE);
  });

  it('adds epsilon under the root, and makes steps again with momentum', () => {
    const optimizer = new RMSprop({ learningRate: 1, rho: 0.75, epsilon: 12, momentum: 0.5 });
    const [first, second] = applyUpdates(optimizer, [1], [[4], [0]]);
    assertClose(first, [0], TOLERANCE);
    assertClose(second, [-0.5], TOLERANCE);
  });

  it('subtracts the square of the mean where centered', () => {
    const optimizer = new RMSprop({ learningRate: 1, rho: 0.5, epsilon: 0, centered: true });
    const [first, second] = applyUpdates(optimizer, [1], [[2], [4]]);
    // Squares' mean 2, mean 1.
    assertClose(first, [1 - 2 / Math.sqrt(2 - 1)], TOLERANCE);
    // Squares' mean 9, mean 5/2.
    assertClose(second, [-1 - 4 / Math.sqrt(9 - 6.25)], TOLERANCE);
  });

  it('knows a small variance of large gradients', () => {
    // Of a constant gradient g the squares' mean is g² (1 − ρᵗ), the mean g (1 − ρᵗ). Their difference falls to 0.14
    // here, which in float32 is lost beside 10⁶.
    const want = Array.from({ length: 150 }, (_, i) => 0.9 ** (i + 1)).reduce(
      (value, power) => value - 1000 / Math.sqrt(1e6 * power * (1 - power) + 1e-7),
      0,
    );
    const optimizer = new RMSprop({ learningRate: 1, centered: true });
    const got = applyUpdates(optimizer, [0], Array<number[]>(150).fill([1000]))[149];
    // The mean rounds to 6e-5 of 1000 in each update.
    assertClose([got[0] / want], [1], toleranceFor(1e-4));
  });

  it('refuses options out of their range', () => {
    const refused: [RMSpropOptions, string][] = [
      [{ rho: 1 }, 'rho must be a finite number, at least 0, below 1, got 1'],
      [{ rho: -0.1 }, 'rho must be a finite number, at least 0, below 1, got -0.1'],
      [{ momentum: 1.1 }, 'momentum must be a finite number, at least 0, at most 1, got 1.1'],
      [{ momentum: -1 }, 'momentum must be a finite number, at least 0, at most 1, got -1'],
      [{ epsilon: -1 }, 'epsilon must be a finite number, at least 0, got -1'],
      [{ epsilon: NaN }, 'epsilon must be a finite number, at least 0, got NaN'],
      [{ centered: 1 as never }, 'centered must be true or false, got 1'],
    ];
    for (const [options, message] of refused) assert.throws(() => new RMSprop(options), `RMSprop: ${message}`);
  });
});
