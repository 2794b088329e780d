import { assert } from 'chai';
import { checkText } from '../../src/config/checkText.js';

describe('checkText', () => {
  it('takes any string, also an empty one', () => {
    checkText('einsum', 'equation', 'ij->ji');
    checkText('einsum', 'equation', '');
  });

  it('refuses all else', () => {
    assert.throws(() => checkText('einsum', 'equation', 5), Error, 'einsum: equation must be a string, got 5');
    assert.throws(() => checkText('einsum', 'equation', ['i']), Error, 'einsum: equation must be a string, got ["i"]');
    assert.throws(() => checkText('einsum', 'equation', null), Error, 'einsum: equation must be a string, got null');
  });
});
