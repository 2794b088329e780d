import { scalar, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import { child, isTraining } from '../../src/modules/CallOptions.js';

describe('child', () => {
  const randomKey = RandomKey.fromSeed(1);

  it('folds name and use into the key, and passes the rest on', () => {
    const activityLosses: Tensor[] = [];
    const options = { training: true, randomKey, activityLosses, implementation: 'reference' } as const;
    const first = child(options, 'a');
    const { randomKey: firstKey, ...rest } = first;
    assert.deepEqual(rest, { training: true, activityLosses, implementation: 'reference' });
    assert.strictEqual(rest.activityLosses, activityLosses);
    assert.deepEqual(firstKey!.words, randomKey.fold('a').fold(0).words);
    assert.deepEqual(child(options, 'a').randomKey!.words, randomKey.fold('a').fold(1).words);
    assert.deepEqual(child(options, 'b').randomKey!.words, randomKey.fold('b').fold(0).words);
  });

  it('counts afresh for a copy', () => {
    const options = { randomKey };
    const keys = [{ ...options }, { ...options }].map((copy) => child(copy, 'a').randomKey!.words);
    assert.deepEqual(keys[0], keys[1]);
  });

  it('needs no key', () => {
    assert.deepEqual(child({ training: false }, 'a'), { training: false });
  });
});

describe('isTraining', () => {
  it('reads a boolean or a scalar tensor, and is false by default', () => {
    const [yes, no] = [scalar(true, 'bool'), scalar(false, 'bool')];
    const got = [{}, { training: true }, { training: false }, { training: yes }, { training: no }].map(isTraining);
    assert.deepEqual(got, [false, true, false, true, false]);
    yes.dispose();
    no.dispose();
  });
});
