import { assert } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceMarked } from '../../../benchmarks/harness/replaceMarked.js';

const text = 'before\n\n<!-- speed -->\n\nold | table\n\n<!-- /speed -->\n\nafter <!-- other -->\n';
const refusal = 'replaceMarked: text must have <!-- speed --> and after it <!-- /speed -->, once each';

describe('replaceMarked', () => {
  it('replaces what stands between the marks, and leaves all else', () => {
    const replaced = replaceMarked(text, 'speed', '| new |');
    assert.equal(replaced, 'before\n\n<!-- speed -->\n\n| new |\n\n<!-- /speed -->\n\nafter <!-- other -->\n');
    assert.equal(replaceMarked(replaced, 'speed', 'old | table'), text);
  });

  it('takes marks with nothing between, and content with signs that mean something to a replacement', () => {
    assert.equal(
      replaceMarked('<!-- speed -->\n<!-- /speed -->', 'speed', "$& $1 $'"),
      "<!-- speed -->\n\n$& $1 $'\n\n<!-- /speed -->",
    );
  });

  for (const [what, wrong] of [
    ['no marks', 'before'],
    ['one of them', 'before\n<!-- speed -->\n'],
    ['marks in the other order', '<!-- /speed -->\n<!-- speed -->\n'],
    ['two pairs', text + text],
    ['two ends', `${text}<!-- /speed -->`],
  ]) {
    it(`refuses ${what}`, () => {
      assert.throws(() => replaceMarked(wrong, 'speed', ''), refusal);
    });
  }

  it('finds its place in README', () => {
    const readme = readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8');
    assert.include(replaceMarked(readme, 'speed', 'a table'), '<!-- speed -->\n\na table\n\n<!-- /speed -->\n');
  });
});
