import { tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import { Constant } from '../../src/initializers/Constant.js';
import { getInitializer, initializers } from '../../src/initializers/index.js';
import { RandomNormal } from '../../src/initializers/RandomNormal.js';
import { VarianceScaling } from '../../src/initializers/VarianceScaling.js';
import { assertRoundTrip } from '../helpers/assertRoundTrip.js';
import { assertSameBits } from '../helpers/assertClose.js';

const deterministic = ['zeros', 'ones', 'constant', 'identity'];
const random = [
  'randomNormal',
  'randomUniform',
  'truncatedNormal',
  'varianceScaling',
  'glorotUniform',
  'glorotNormal',
  'heUniform',
  'heNormal',
  'lecunUniform',
  'lecunNormal',
  'orthogonal',
];

describe('getInitializer', () => {
  const draw = (name: string, seed: number, config = {}): Float32Array =>
    tidy(() => {
      const initializer = getInitializer({ className: name, config });
      return initializer.initialize([6, 4], RandomKey.fromSeed(seed)).dataSync<'float32'>().slice();
    });

  for (const name of [...deterministic, ...random]) {
    it(`makes ${name}, and an equal one of what it serializes to`, () => {
      assertRoundTrip(initializers, getInitializer(name));
    });
  }

  for (const name of random) {
    it(`draws ${name} by its key: the same bits for the same key, others for another`, () => {
      assertSameBits(draw(name, 1), draw(name, 1));
      assert.notDeepEqual(draw(name, 1), draw(name, 2));
    });

    it(`draws ${name} by its own seed whatever the key`, () => {
      assertSameBits(draw(name, 1, { seed: 7 }), draw(name, 2, { seed: 7 }));
      assertSameBits(draw(name, 1, { seed: 7 }), draw(name, 7));
      assertRoundTrip(initializers, getInitializer({ className: name, config: { seed: 7 } }));
      const message = 'RandomKey: seed must be a whole number in [0, 2^53), got -1';
      assert.throws(() => getInitializer({ className: name, config: { seed: -1 } }), message);
    });
  }

  it('keeps options that are not the defaults', () => {
    assertRoundTrip(initializers, new Constant({ value: 3 }));
    assertRoundTrip(initializers, new RandomNormal({ mean: 1, stddev: 2, seed: 3 }));
    const scaling = new VarianceScaling({ scale: 2, mode: 'fanOut', distribution: 'untruncatedNormal' });
    assertRoundTrip(initializers, scaling);
    assert.deepEqual(initializers.serializeKeras(scaling), {
      class_name: 'VarianceScaling',
      config: { scale: 2, mode: 'fan_out', distribution: 'untruncated_normal' },
    });
  });

  it('reads the names of Keras and of TensorFlow.js', () => {
    for (const name of [
      'glorot_uniform',
      'GlorotUniform',
      'he_normal',
      'lecun_normal',
      'leCunNormal',
      'leCunUniform',
    ]) {
      assert.instanceOf(getInitializer(name), VarianceScaling);
    }
    assert.strictEqual(getInitializer('leCunNormal').constructor, getInitializer('lecun_normal').constructor);
  });

  it('refuses an unknown name, and none at all', () => {
    const known = [...deterministic.slice(0, 3), ...random, 'identity'].join(', ');
    assert.throws(() => getInitializer('foo'), `getInitializer: identifier must be one of ${known}, got 'foo'`);
    assert.throws(() => getInitializer(undefined as unknown as string), 'got undefined');
  });
});
