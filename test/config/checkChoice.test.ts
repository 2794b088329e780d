import { assert } from 'chai';
import { checkChoice } from '../../src/config/checkChoice.js';

describe('checkChoice', () => {
  it('accepts a choice and refuses anything else', () => {
    checkChoice('Here', 'mode', 'a', ['a', 'b']);
    assert.throws(() => checkChoice('Here', 'mode', 'c', ['a', 'b']), "Here: mode must be one of a, b, got 'c'");
    assert.throws(() => checkChoice('Here', 'mode', 3, ['a', 'b']), 'Here: mode must be one of a, b, got 3');
    assert.throws(() => checkChoice('Here', 'mode', 'toString', ['a']), "Here: mode must be one of a, got 'toString'");
  });
});
