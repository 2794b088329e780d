import { assert } from 'chai';
import fc from 'fast-check';
import { CharacterTokenizer } from '../../src/tokenizers/CharacterTokenizer.js';

const someText = fc.string({ unit: 'binary', minLength: 1 });

describe('CharacterTokenizer', () => {
  it('sorts the distinct characters of a text by code point', () => {
    // As UTF-16 units, the emoji (d83d …) would come before U+FF5E.
    const tokenizer = CharacterTokenizer.fromText('b😀aéab\uff5e\n');
    assert.equal(tokenizer.characters, '\nabé\uff5e😀');
    assert.equal(tokenizer.size, 6);
    assert.deepEqual([...tokenizer.encode('a😀b\n')], [1, 5, 2, 0]);
    assert.equal(tokenizer.decode([1, 5, 2, 0]), 'a😀b\n');
  });

  it('numbers characters in the order given', () => {
    assert.deepEqual([...new CharacterTokenizer('zxy').encode('xyz')], [1, 2, 0]);
  });

  it('gives back any text, one token per character', () => {
    fc.assert(
      fc.property(someText, someText, (text, more) => {
        const tokenizer = CharacterTokenizer.fromText(text + more);
        const tokens = tokenizer.encode(text);
        assert.instanceOf(tokens, Int32Array);
        assert.equal(tokens.length, [...text].length);
        assert.equal(tokenizer.decode(tokens), text);
        assert.deepEqual(new CharacterTokenizer(tokenizer.characters).encode(text), tokens);
      }),
    );
  });

  it('gives back any tokens', () => {
    const tokenizer = CharacterTokenizer.fromText('abc😀é🏳');
    fc.assert(
      fc.property(fc.array(fc.nat(tokenizer.size - 1)), (tokens) => {
        assert.deepEqual([...tokenizer.encode(tokenizer.decode(Int32Array.from(tokens)))], tokens);
      }),
    );
  });

  it('does not depend on the order of a text', () => {
    fc.assert(
      fc.property(someText, (text) => {
        const backwards = [...text].reverse().join('');
        assert.equal(CharacterTokenizer.fromText(backwards).characters, CharacterTokenizer.fromText(text).characters);
      }),
    );
  });

  it('takes nothing of nothing', () => {
    const tokenizer = new CharacterTokenizer('a');
    assert.equal(tokenizer.encode('').length, 0);
    assert.equal(tokenizer.decode([]), '');
  });

  const unknown: [string, string][] = [
    ['aaé', '"é" at 2'],
    ['a😀a🏳', '"🏳" at 4'],
    ['a\n', '"\\n" at 1'],
    ['a😀'.slice(0, 2), '"\\ud83d" at 1'],
  ];
  for (const [text, got] of unknown) {
    it(`refuses ${got} in a text`, () => {
      const message = `CharacterTokenizer.encode: text must hold only known characters, got ${got}`;
      assert.throws(() => new CharacterTokenizer('a😀').encode(text), message);
    });
  }

  for (const token of [3, -1, 0.5, NaN, Infinity]) {
    it(`refuses token ${token}`, () => {
      const message = `CharacterTokenizer.decode: tokens must be whole numbers in [0, 3), got ${token} at 1`;
      assert.throws(() => new CharacterTokenizer('abc').decode([0, token]), message);
    });
  }

  it('refuses a vocabulary that is empty, repeats a character or cuts one in half', () => {
    const where = 'CharacterTokenizer: characters must';
    assert.throws(() => new CharacterTokenizer(''), `${where} hold at least one character, got none`);
    assert.throws(() => CharacterTokenizer.fromText(''), `${where} hold at least one character, got none`);
    assert.throws(() => new CharacterTokenizer('a😀😀'), `${where} be distinct, got "😀" twice`);
    const half = '😀'.slice(1);
    assert.throws(
      () => CharacterTokenizer.fromText(`a${half}`),
      `${where} hold whole characters, got half of one, "\\ude00"`,
    );
  });
});
