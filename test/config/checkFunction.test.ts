import { assert } from 'chai';
import { checkFunction } from '../../src/config/checkFunction.js';

describe('checkFunction', () => {
  it('takes what can be called', () => {
    checkFunction('recompute', 'f', () => 1);
    checkFunction('recompute', 'f', async () => Promise.resolve());
    checkFunction('recompute', 'f', class {});
  });

  it('refuses all else', () => {
    assert.throws(() => checkFunction('recompute', 'f', {}), Error, 'recompute: f must be a function, got {}');
    assert.throws(() => checkFunction('recompute', 'f', null), Error, 'recompute: f must be a function, got null');
  });
});
