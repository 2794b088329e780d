import { relu, tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { getActivation } from '../../src/layers/activations.js';
import { assertSameBits } from '../helpers/assertClose.js';
import { ramp } from './attentionCalls.js';

describe('getActivation', () => {
  it('is the identity for none', () => {
    tidy(() => {
      const x = ramp([5]);
      assert.strictEqual(getActivation(undefined)(x), x);
      assert.strictEqual(getActivation('linear')(x), x);
      assertSameBits(getActivation('relu')(x), relu(x));
    });
  });
});
