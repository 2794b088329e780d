import { tensor, tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { Nadam, type NadamOptions } from '../../src/optimizers/Nadam.js';
import { applyUpdates } from '../helpers/applyUpdates.js';
import { assertClose } from '../helpers/assertClose.js';
import { assertTrajectory } from '../helpers/assertTrajectory.js';
import { goldenTraining } from '../helpers/goldenTraining.js';
import { toleranceFor } from '../helpers/toleranceFor.js';

/** A few operations in float32 on numbers near 1. */
const TOLERANCE = toleranceFor(1e-6);

describe('Nadam', () => {
  const cases = goldenTraining.optimizers.filter(({ optimizer }) => optimizer === 'Nadam');

  it('has its case', () => assert.lengthOf(cases, 1));

  for (const golden of cases) {
    it(`follows tf.keras with ${JSON.stringify(golden.config)}`, () => assertTrajectory(golden));
  }

  it('has the defaults of tf.keras', () => {
    const { learningRate, weightDecay, beta1, beta2, epsilon } = new Nadam().getConfig();
    assert.deepEqual([learningRate, weightDecay, beta1, beta2, epsilon], [0.001, 0, 0.9, 0.999, 1e-7]);
  });

  it('looks ahead along the schedule of the momentum', () => {
    const optimizer = new Nadam({ learningRate: 0.1, beta1: 0.5, beta2: 0.75, epsilon: 0 });
    const [first, second] = applyUpdates(optimizer, [1], [[2], [0]]);
    const [one, two, three] = [0.26, 0.2696, 0.278816]; // 0.5 (1 − 0.5 · 0.96ᵗ)
    // m = 1, v = 1, √(v / (1 − 3/4)) = 2, and the gradient's own part is 2.
    const moved = 1 - (0.1 * (two / (1 - one * two) + 2)) / 2;
    assertClose(first, [moved], TOLERANCE);
    // m = 1/2, v = 3/4, v / (1 − 9/16) = 12/7.
    const mean = (three * 0.5) / (1 - one * two * three);
    assertClose(second, [moved - (0.1 * mean) / Math.sqrt(12 / 7)], TOLERANCE);
  });

  it('knows the product of all momenta in late updates', () => {
    const beta1 = 0.9999;
    const step = 20000;
    let product = 1;
    for (let t = 1; t <= step; t++) product *= beta1 * (1 - 0.5 * 0.96 ** t);
    // It is 1e-7 here, and would be 9e-7 without the β₁ of late updates: two units in the last place of 1 are 2.4e-7. m
    // and v are 1 and stay so.
    const late = new Nadam({ beta1, beta2: 0.5, epsilon: 0 });
    const moved = tidy(() => {
      const one = tensor([1]);
      const { value } = late.update(tensor([0]), one, { mean: one, square: one }, { step, learningRate: 1 });
      return value.dataSync()[0];
    });
    assertClose([moved], [-(beta1 / (1 - product * beta1) + (1 - beta1) / (1 - product))], toleranceFor(2.4e-7));
  });

  it('adds epsilon to the corrected root', () => {
    const [first] = applyUpdates(new Nadam({ learningRate: 1, beta1: 0, epsilon: 3 }), [1], [[5]]);
    assertClose(first, [1 - 5 / 8], TOLERANCE);
  });

  it('refuses options out of their range', () => {
    const refused: [NadamOptions, string][] = [
      [{ beta1: 1 }, 'beta1 must be a finite number, at least 0, below 1, got 1'],
      [{ beta1: -0.1 }, 'beta1 must be a finite number, at least 0, below 1, got -0.1'],
      [{ beta2: 1 }, 'beta2 must be a finite number, at least 0, below 1, got 1'],
      [{ beta2: -0.1 }, 'beta2 must be a finite number, at least 0, below 1, got -0.1'],
      [{ epsilon: -1 }, 'epsilon must be a finite number, at least 0, got -1'],
      [{ epsilon: NaN }, 'epsilon must be a finite number, at least 0, got NaN'],
    ];
    for (const [options, message] of refused) assert.throws(() => new Nadam(options), `Nadam: ${message}`);
  });
});
