import { assert } from 'chai';
import { ConstantWithCooldown, type ConstantWithCooldownOptions } from '../../src/schedules/ConstantWithCooldown.js';
import { assertClose } from '../helpers/assertClose.js';

const options = { learningRate: 0.8, steps: 10, cooldownSteps: 4, warmupSteps: 2 };

const rates = (more: Partial<ConstantWithCooldownOptions> = {}): number[] => {
  const schedule = new ConstantWithCooldown({ ...options, ...more });
  return Array.from({ length: 12 }, (_, step) => schedule.learningRate(step));
};

describe('ConstantWithCooldown', () => {
  it('warms up, stays, and cools down on a line', () => {
    const want = [0, 0.4, 0.8, 0.8, 0.8, 0.8, 0.8, 0.6, 0.4, 0.2, 0, 0];
    assertClose(rates({ cooldown: 'linear' }), want, 1e-15);
  });

  it('cools down by 1 − √c by default', () => {
    const root = (share: number): number => 0.8 * (1 - Math.sqrt(share));
    const want = [0, 0.4, 0.8, 0.8, 0.8, 0.8, 0.8, root(0.25), root(0.5), root(0.75), 0, 0];
    assertClose(rates(), want, 1e-15);
  });

  it('needs neither warmup, which there is none of by default, nor cooldown', () => {
    assert.equal(new ConstantWithCooldown({ learningRate: 1, steps: 5, cooldownSteps: 1 }).getConfig().warmupSteps, 0);
    assert.deepEqual(rates({ warmupSteps: 0, cooldownSteps: 0 }), [...new Array<number>(10).fill(0.8), 0, 0]);
    assertClose(rates({ warmupSteps: 6 }).slice(5, 8), [0.8 * (5 / 6), 0.8, 0.8 * (1 - 0.5)], 1e-15);
  });

  it('is the same up to its cooldown for runs of any length', () => {
    assert.deepEqual(rates({ steps: 11 }).slice(0, 7), rates().slice(0, 7));
  });
});
