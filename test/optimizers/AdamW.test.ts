import { assert } from 'chai';
import { AdamW } from '../../src/optimizers/AdamW.js';
import { Adam } from '../../src/optimizers/Adam.js';
import { assertTrajectory } from '../helpers/assertTrajectory.js';
import { goldenTraining } from '../helpers/goldenTraining.js';

describe('AdamW', () => {
  const cases = goldenTraining.optimizers.filter(({ optimizer }) => optimizer === 'AdamW');

  it('has its case', () => assert.lengthOf(cases, 1));

  for (const golden of cases) {
    it(`follows tf.keras with ${JSON.stringify(golden.config)}`, () => assertTrajectory(golden));
  }

  it('decays by 0.004 by default, and is Adam otherwise', () => {
    assert.deepEqual(new AdamW().getConfig(), { ...new Adam().getConfig(), weightDecay: 0.004 });
    assert.equal(new AdamW({ weightDecay: 0.1 }).weightDecay, 0.1);
    assert.equal(new AdamW({ weightDecay: undefined }).weightDecay, 0.004);
  });

  it('refuses options out of their range under its own name', () => {
    assert.throws(() => new AdamW({ beta1: 1 }), 'AdamW: beta1 must be a finite number, at least 0, below 1, got 1');
    assert.throws(() => new AdamW({ weightDecay: -1 }), 'AdamW: weightDecay must be at least 0, got -1');
  });
});
