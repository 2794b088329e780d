import { tensor, tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import { Dropout } from '../../src/layers/Dropout.js';
import { child } from '../../src/modules/CallOptions.js';
import { assertSameBits } from '../helpers/assertClose.js';
import { ramp } from './attentionCalls.js';

const randomKey = RandomKey.fromSeed(1);
const training = { training: true, randomKey };

describe('Dropout', () => {
  it('drops a share of the elements in training and keeps the mean', () => {
    const layer = new Dropout({ rate: 0.25 });
    tidy(() => {
      const x = tensor(new Float32Array(10000).fill(3));
      const values = [...layer.call(x, training).dataSync()];
      const dropped = values.filter((value) => value === 0).length;
      // Four standard deviations.
      assert.closeTo(dropped / 10000, 0.25, 4 * Math.sqrt((0.25 * 0.75) / 10000));
      assert.deepEqual([...new Set(values)].sort(), [0, 4]);
      assertSameBits(layer.call(x), x);
      assertSameBits(layer.call(x, { training: false, randomKey }), x);
    });
  });

  it('draws the same mask of the same options, and others for a layer used twice', () => {
    const layer = new Dropout({ rate: 0.5 });
    tidy(() => {
      const x = ramp([50]);
      assertSameBits(layer.call(x, training), layer.call(x, training));
      const scope = { ...training };
      const twice = [0, 1].map(() => layer.call(x, child(scope, 'dropout')).dataSync());
      assert.notDeepEqual(twice[0], twice[1]);
      const again = { ...training };
      for (const mask of twice) assertSameBits(layer.call(x, child(again, 'dropout')), mask);
    });
  });

  it('gives a tensor of its own, also when it drops nothing', () => {
    const x = tensor([1, 2]);
    const same = new Dropout({ rate: 0 }).call(x, { training: true });
    x.dispose();
    assertSameBits(same, [1, 2]);
    same.dispose();
  });

  it('refuses a rate out of range, and training without a key', () => {
    assert.throws(() => new Dropout({ rate: 1.1 }), 'Dropout: rate must be in [0, 1], got 1.1');
    assert.throws(() => new Dropout({ rate: NaN }), 'Dropout: rate must be in [0, 1], got NaN');
    const message = 'Dropout: options.randomKey must be given when training, got none';
    tidy(() => assert.throws(() => new Dropout({ rate: 0.1 }).call(ramp([2]), { training: true }), message));
  });
});
