import { assert } from 'chai';
import { Ftrl, type FtrlOptions } from '../../src/optimizers/Ftrl.js';
import { applyUpdates } from '../helpers/applyUpdates.js';
import { assertClose, assertSameBits } from '../helpers/assertClose.js';
import { assertTrajectory } from '../helpers/assertTrajectory.js';
import { goldenTraining } from '../helpers/goldenTraining.js';
import { toleranceFor } from '../helpers/toleranceFor.js';

/** A few operations in float32 on numbers near 1. */
const TOLERANCE = toleranceFor(1e-6);

describe('Ftrl', () => {
  const cases = goldenTraining.optimizers.filter(({ optimizer }) => optimizer === 'Ftrl');

  it('has its case', () => assert.lengthOf(cases, 1));

  for (const golden of cases) {
    it(`follows tf.keras with ${JSON.stringify(golden.config)}`, () => assertTrajectory(golden));
  }

  it('has the defaults of tf.keras', () => {
    const {
      learningRate,
      weightDecay,
      learningRatePower,
      initialAccumulatorValue,
      l1RegularizationStrength,
      l2RegularizationStrength,
      l2ShrinkageRegularizationStrength,
      beta,
    } = new Ftrl().getConfig();
    assert.deepEqual(
      [
        learningRate,
        weightDecay,
        learningRatePower,
        initialAccumulatorValue,
        l1RegularizationStrength,
        l2RegularizationStrength,
        l2ShrinkageRegularizationStrength,
        beta,
      ],
      [0.001, 0, -0.5, 0.1, 0, 0, 0, 0],
    );
  });

  it('makes the value anew from the two sums', () => {
    const options = { learningRate: 0.5, initialAccumulatorValue: 9, l1RegularizationStrength: 1 };
    // n = 25, σ = (5 − 3) / 0.5, z = 4 − 4 · 0.5, of which 1 counts; the divisor is 5 / 0.5.
    assertClose(applyUpdates(new Ftrl(options), [0.5], [[4]])[0], [-1 / 10], TOLERANCE);
    // κ = 0.5 adds 0.5 to z, β = 1 adds 2 and λ₂ = 0.5 adds 1 to the divisor.
    const all = { ...options, l2ShrinkageRegularizationStrength: 0.5, beta: 1, l2RegularizationStrength: 0.5 };
    const [first, second] = applyUpdates(new Ftrl(all), [0.5], [[4], [0]]);
    assertClose(first, [-1.5 / 13], TOLERANCE);
    // n stays; z grows by 2 κ w, so that w moves against itself.
    assertClose(second, [(1 - (2.5 - 1.5 / 13)) / 13], TOLERANCE);
  });

  it('is exactly zero where l1RegularizationStrength outweighs the gradients', () => {
    const options = { learningRate: 0.5, l1RegularizationStrength: 3 };
    assertClose(applyUpdates(new Ftrl(options), [0, 0], [[2, -2.5]])[0], [0, 0], 0);
  });

  it('scales the sum of squares by learningRatePower', () => {
    const of = (learningRatePower: number): Ftrl =>
      new Ftrl({ learningRate: 0.5, initialAccumulatorValue: 9, learningRatePower });
    // A fixed rate: −α times the sum of the gradients.
    assertClose(applyUpdates(of(0), [0.5], [[4], [-1]])[1], [-1.5], TOLERANCE);
    // σ = (25 − 9) / 0.5, z = 4 − 32 · 0.5; the divisor is 25 / 0.5.
    assertClose(applyUpdates(of(-1), [0.5], [[4]])[0], [12 / 50], TOLERANCE);
  });

  it('changes nothing with a learning rate of 0, and goes on afterwards', () => {
    const rates = [0.5, 0, 0.5];
    const paused = new Ftrl({ learningRate: (step) => rates[step] });
    const [, second, third] = applyUpdates(
      paused,
      [1, 2],
      [
        [3, 1],
        [5, 5],
        [1, -2],
      ],
    );
    const [first, straight] = applyUpdates(
      new Ftrl({ learningRate: 0.5 }),
      [1, 2],
      [
        [3, 1],
        [1, -2],
      ],
    );
    assertSameBits(second, first);
    assertSameBits(third, straight);
  });

  it('is zero where nothing was ever summed up', () => {
    assertClose(applyUpdates(new Ftrl({ initialAccumulatorValue: 0 }), [1], [[0]])[0], [0], 0);
  });

  it('refuses options out of their range', () => {
    const refused: [FtrlOptions, string][] = [
      [{ learningRatePower: 0.5 }, 'learningRatePower must be a finite number, at most 0, got 0.5'],
      [{ initialAccumulatorValue: -1 }, 'initialAccumulatorValue must be a finite number, at least 0, got -1'],
      [{ initialAccumulatorValue: 1e38 }, 'initialAccumulatorValue must be at most 1e+37 in size, got 1e+38'],
      [{ l1RegularizationStrength: -1 }, 'l1RegularizationStrength must be a finite number, at least 0, got -1'],
      [{ l1RegularizationStrength: 1e38 }, 'l1RegularizationStrength must be at most 1e+37 in size, got 1e+38'],
      [{ l2RegularizationStrength: -1 }, 'l2RegularizationStrength must be a finite number, at least 0, got -1'],
      [{ l2RegularizationStrength: 1e38 }, 'l2RegularizationStrength must be at most 1e+37 in size, got 1e+38'],
      [
        { l2ShrinkageRegularizationStrength: -1 },
        'l2ShrinkageRegularizationStrength must be a finite number, at least 0, got -1',
      ],
      [
        { l2ShrinkageRegularizationStrength: 1e38 },
        'l2ShrinkageRegularizationStrength must be at most 1e+37 in size, got 1e+38',
      ],
      [{ beta: -1 }, 'beta must be a finite number, at least 0, got -1'],
      [{ beta: 1e38 }, 'beta must be at most 1e+37 in size, got 1e+38'],
    ];
    for (const [options, message] of refused) assert.throws(() => new Ftrl(options), `Ftrl: ${message}`);
  });
});
