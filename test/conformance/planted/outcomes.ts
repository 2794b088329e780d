import { ones } from '@tensorflow/tfjs-core';
import { assert } from 'chai';

/** Tests that end in every way, for the tests of what runs them. */
describe('planted', () => {
  it('passes', () => {
    assert.equal(1, 1);
  });

  it('fails', () => {
    assert.equal(1, 2, 'planted');
  });

  it('is skipped', function () {
    this.skip();
  });

  it('leaks', () => {
    ones([3]);
  });
});
