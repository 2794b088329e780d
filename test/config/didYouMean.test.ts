import { assert } from 'chai';
import { didYouMean } from '../../src/config/didYouMean.js';

describe('didYouMean', () => {
  const known = ['zeros', 'ones', 'learningRate', 'useBias', 'l1', 'l2', 'adam', 'adamW'];

  for (const [got, nearest] of [
    ['zeroes', 'zeros'],
    ['zero', 'zeros'],
    ['learningrate', 'learningRate'],
    ['learning_rate', 'learningRate'],
    ['lerningRat', 'learningRate'],
    ['use_bais', 'useBias'],
    ['ADAM', 'adam'],
    ['adan', 'adam'],
  ]) {
    it(`finds '${nearest}' for '${got}'`, () => {
      assert.equal(didYouMean(got, known), `; did you mean '${nearest}'?`);
    });
  }

  it('takes the nearest, and the first of two that are as near', () => {
    assert.equal(didYouMean('abcdefg', ['abcdexx', 'abcdefx']), "; did you mean 'abcdefx'?");
    assert.equal(didYouMean('abcx', ['abca', 'abcb']), "; did you mean 'abca'?");
  });

  for (const got of ['foo', 'l3', 'sgd', '', 'lrningRt', '__proto__', 'z'.repeat(101), 3, null, undefined, {}]) {
    it(`says nothing of ${JSON.stringify(got)?.slice(0, 20)}`, () => {
      assert.equal(didYouMean(got, known), '');
    });
  }

  it('says nothing without known names', () => {
    assert.equal(didYouMean('zeros', []), '');
  });
});
