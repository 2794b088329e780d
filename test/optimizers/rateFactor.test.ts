import { assert } from 'chai';
import { rateFactor } from '../../src/optimizers/rateFactor.js';

describe('rateFactor', () => {
  it('is that of the first pattern that matches, and 1 without', () => {
    const rates = { 'blocks.0.**': 0, '**.bias': 2, 'blocks.*.kernel': 0.5 };
    for (const [path, factor] of [
      ['blocks.0.bias', 0],
      ['blocks.1.bias', 2],
      ['blocks.1.kernel', 0.5],
      ['blocks.1.attention.kernel', 1],
    ] as const) {
      assert.equal(rateFactor(path, rates), factor, path);
      assert.equal(rateFactor(path), 1);
    }
  });
});
