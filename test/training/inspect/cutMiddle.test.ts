import { assert } from 'chai';
import { cutMiddle } from '../../../src/training/inspect/cutMiddle.js';

describe('cutMiddle', () => {
  it('leaves what fits', () => {
    assert.equal(cutMiddle('kernel', 6), 'kernel');
    assert.equal(cutMiddle('', 1), '');
  });

  it('keeps the begin and the end', () => {
    assert.equal(cutMiddle('blocks.0.attention.query.kernel', 15), 'blocks.….kernel');
    assert.equal(cutMiddle('abcdef', 4), 'a…ef');
    assert.equal(cutMiddle('abcdef', 2), '…f');
    assert.equal(cutMiddle('abcdef', 1), '…');
  });

  it('cuts no character in two', () => assert.equal(cutMiddle('😀😁😂😃😄', 3), '😀…😄'));
});
