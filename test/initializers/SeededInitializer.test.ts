import { scalar, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { RandomKey } from '../../src/engine/random/RandomKey.js';
import type { Shape } from '../../src/engine/shapes.js';
import { SeededInitializer } from '../../src/initializers/SeededInitializer.js';

class FirstWord extends SeededInitializer {
  protected override draw(_shape: Shape, key: RandomKey): Tensor {
    return scalar(key.block(0)[0] >>> 8);
  }

  override getConfig(): Record<string, unknown> {
    return { seed: this.seed };
  }
}

describe('SeededInitializer', () => {
  const wordOf = (initializer: SeededInitializer, key: RandomKey): number => {
    const word = initializer.initialize([], key);
    const [value] = word.dataSync();
    word.dispose();
    return value;
  };

  it('draws from the given key without a seed, and from the seed with one', () => {
    const [first, second] = [RandomKey.fromSeed(1), RandomKey.fromSeed(2)];
    assert.equal(wordOf(new FirstWord({}), first), first.block(0)[0] >>> 8);
    assert.equal(wordOf(new FirstWord({ seed: 2 }), first), second.block(0)[0] >>> 8);
  });

  it('refuses a seed that is not a whole number', () => {
    assert.throws(() => new FirstWord({ seed: 0.5 }), 'seed must be a whole number in [0, 2^53), got 0.5');
  });
});
