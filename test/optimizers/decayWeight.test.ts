import { tensor, tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { decayWeight } from '../../src/optimizers/decayWeight.js';
import { assertClose } from '../helpers/assertClose.js';

describe('decayWeight', () => {
  it('takes the share of the rate away', () => {
    tidy(() => assertClose(decayWeight('kernel', tensor([1, -2]), 0.5, { weightDecay: 0.2 }), [0.9, -1.8], 1e-6));
  });

  it('leaves a weight without decay, or of an excluded path, as it is', () => {
    tidy(() => {
      const value = tensor([1, -2]);
      for (const options of [{}, { weightDecay: 0 }, { weightDecay: 1, excludeFromWeightDecay: ['a', '*.bias'] }]) {
        assert.strictEqual(decayWeight('dense.bias', value, 0.5, options), value);
      }
    });
  });
});
