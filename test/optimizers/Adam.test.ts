import { tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { Adam, type AdamOptions } from '../../src/optimizers/Adam.js';
import { applyUpdates } from '../helpers/applyUpdates.js';
import { assertClose } from '../helpers/assertClose.js';
import { ListModule } from '../helpers/ListModule.js';
import { assertTrajectory } from '../helpers/assertTrajectory.js';
import { goldenTraining } from '../helpers/goldenTraining.js';
import { toleranceFor } from '../helpers/toleranceFor.js';

describe('Adam', () => {
  const cases = goldenTraining.optimizers.filter(
    ({ optimizer, config }) =>
      optimizer === 'Adam' && Object.keys(config).every((key) => /^(learning_rate|global_clipnorm)$/.test(key)),
  );

  it('has its two cases, without clipping and with', () => assert.lengthOf(cases, 2));

  for (const golden of cases) {
    it(`follows tf.keras with ${JSON.stringify(golden.config)}`, () => assertTrajectory(golden));
  }

  it('has the defaults of tf.keras', () => {
    const { learningRate, beta1, beta2, epsilon, weightDecay } = new Adam().getConfig();
    assert.deepEqual([learningRate, beta1, beta2, epsilon, weightDecay], [0.001, 0.9, 0.999, 1e-7, 0]);
  });

  it('moves by the learning rate in its first update, whatever the gradient', () => {
    // m / (1 − β₁) = g and √(v / (1 − β₂)) = |g|.
    const module = new ListModule([tensor([1, 1, 1])]);
    const optimizer = new Adam({ learningRate: 0.25, epsilon: 0, beta1: 0.5, beta2: 0.75 });
    const gradient = tensor([100, -3, 0.01]);
    optimizer.apply(module, new Map([['list.0', gradient]]));
    assertClose(module.list[0].value, [0.75, 1.25, 0.75], 1e-6);
    for (const x of [gradient, module, optimizer]) x.dispose();
  });

  it('adds epsilon to the root before its correction, as tf.keras does', () => {
    const module = new ListModule([tensor([1])]);
    const optimizer = new Adam({ learningRate: 1, epsilon: 1, beta1: 0.5, beta2: 0.75 });
    const gradient = tensor([1]);
    optimizer.apply(module, new Map([['list.0', gradient]]));
    // m = 1/2, √v = 1/2, correction 1: a step of 1/3. Algorithm 1 of the paper would make one of 1/2.
    assertClose(module.list[0].value, [2 / 3], 1e-6);
    for (const x of [gradient, module, optimizer]) x.dispose();
  });

  const amsgrad = goldenTraining.optimizers.filter(({ config }) => 'amsgrad' in config);

  it('has its case of amsgrad', () => assert.lengthOf(amsgrad, 1));

  for (const golden of amsgrad) {
    it(`follows tf.keras with ${JSON.stringify(golden.config)}`, () => assertTrajectory(golden));
  }

  it('divides by the largest mean of squares so far with amsgrad, which is off by default', () => {
    assert.isFalse(new Adam().getConfig().amsgrad);
    // v = 4, then 3/4 · 4 + 1/4, then 3/4 · 3.25 + 1/4.
    for (const [amsgrad, squares] of [
      [true, [4, 4, 4]],
      [false, [4, 3.25, 2.6875]],
    ] as const) {
      const optimizer = new Adam({ learningRate: 1, beta1: 0, beta2: 0.75, epsilon: 0, amsgrad });
      const values = applyUpdates(optimizer, [1], [[4], [1], [1]]).flat();
      const moves = squares.map((v, i) => (Math.sqrt(1 - 0.75 ** (i + 1)) * [4, 1, 1][i]) / Math.sqrt(v));
      assertClose(
        values,
        [1 - moves[0], 1 - moves[0] - moves[1], 1 - moves[0] - moves[1] - moves[2]],
        toleranceFor(1e-6),
      );
    }
  });

  it('refuses options out of their range', () => {
    const refused: [AdamOptions, string][] = [
      [{ beta1: 1 }, 'beta1 must be a finite number, at least 0, below 1, got 1'],
      [{ beta1: -0.1 }, 'beta1 must be a finite number, at least 0, below 1, got -0.1'],
      [{ beta2: NaN }, 'beta2 must be a finite number, at least 0, below 1, got NaN'],
      [{ epsilon: -1 }, 'epsilon must be a finite number, at least 0, got -1'],
      [{ amsgrad: 1 as never }, 'amsgrad must be true or false, got 1'],
    ];
    for (const [options, message] of refused) assert.throws(() => new Adam(options), `Adam: ${message}`);
  });
});
