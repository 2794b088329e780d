import { assert } from 'chai';
import { shown, shownPath } from '../../../src/runs/config/shown.js';

describe('shown', () => {
  it('shows short values as all messages do', () => {
    assert.deepEqual([5, null, 'é', [1], { a: true }].map(shown), ['5', 'null', "'é'", '[1]', '{"a":true}']);
  });

  it('cuts long texts, lists and paths', () => {
    assert.equal(shown('x'.repeat(1e6)), `'${'x'.repeat(80)}…'`);
    assert.equal(shown(Array(1000).fill(1)), `[${'1,'.repeat(39)}1…`);
    assert.equal(shownPath(['a', 'b'.repeat(100)]), `a.${'b'.repeat(78)}…`);
  });

  it('makes visible what would steer a terminal', () => {
    assert.equal(shown('a\u001b[31m\n\u202e\u{e0001}'), "'a\\u{1b}[31m\\u{a}\\u{202e}\\u{e0001}'");
    assert.equal(shownPath(['a', 3, '\u0000']), 'a.3.\\u{0}');
  });
});
