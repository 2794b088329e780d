import { assert } from 'chai';
import { knownWords } from '../../src/data/knownWords.js';

const book = 'Call me Ishmael. Some years ago—never mind how long—I thought I would sail.';

describe('knownWords', () => {
  it('counts what was added letter for letter', () => {
    assert.deepEqual(knownWords(book, 'Call ', 'Call me Some sail ishmael yearz how end'), { known: 4, words: 6 });
  });

  it('leaves out the prompt, a word that continues it, and the last, which may be cut', () => {
    assert.deepEqual(knownWords(book, 'Call xx', 'Call xxyz me long Ish'), { known: 2, words: 2 });
    assert.deepEqual(knownWords(book, 'nothing', 'nothing'), { known: 0, words: 0 });
  });

  it('takes letters of any alphabet for words, and nothing else', () => {
    assert.deepEqual(knownWords('Ça — naïve, 12 Ωμέγα.', '', 'Ça! 7 naïve; Ωμέγα? n'), { known: 3, words: 3 });
  });
});
