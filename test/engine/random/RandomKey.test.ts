import { assert } from 'chai';
import fc from 'fast-check';
import { RandomKey } from '../../../src/engine/random/RandomKey.js';

const key = RandomKey.fromSeed(42);
const distinct = (keys: RandomKey[]): number => new Set(keys.map(({ words }) => words.join())).size;

const data = fc.oneof(fc.string({ unit: 'binary' }), fc.nat(), fc.maxSafeNat());
const path = fc.array(data, { maxLength: 4 });
const foldAll = (from: RandomKey, folded: (string | number)[]): RandomKey =>
  folded.reduce<RandomKey>((result, each) => result.fold(each), from);

describe('RandomKey', () => {
  it('has all 53 bits of its seed', () => {
    assert.deepEqual(RandomKey.fromSeed(0).words, [0, 0]);
    assert.deepEqual(RandomKey.fromSeed(0xfedcba98).words, [0, 0xfedcba98]);
    assert.deepEqual(RandomKey.fromSeed(2 ** 53 - 1).words, [2 ** 21 - 1, 2 ** 32 - 1]);
  });

  it('gives the same words for the same data, and leaves the key as it was', () => {
    fc.assert(
      fc.property(path, fc.nat(), (folded, i) => {
        const before = [...key.words];
        assert.deepEqual(foldAll(key, folded).block(i), foldAll(RandomKey.fromSeed(42), folded).block(i));
        assert.deepEqual([...key.words], before);
      }),
    );
  });

  it('gives other keys for other data', () => {
    fc.assert(
      fc.property(path, path, (a, b) => {
        fc.pre(JSON.stringify(a) !== JSON.stringify(b));
        assert.equal(distinct([foldAll(key, a), foldAll(key, b)]), 2);
      }),
    );
  });

  const pairs: [string, RandomKey, RandomKey][] = [
    ['a text and the number of its bytes', key.fold('a'), key.fold(97)],
    ['the text of a number', key.fold('1'), key.fold(1)],
    ['the empty text and 0', key.fold(''), key.fold(0)],
    ['the empty text and nothing', key.fold(''), key],
    ['a text and its prefix', key.fold('kernel'), key.fold('kerne')],
    ['a text of zeros and a longer one', key.fold('\0'), key.fold('\0\0')],
    ['the empty text and one of a zero', key.fold(''), key.fold('\0')],
    ['one word of a text and two', key.fold('abcd'), key.fold('abcdefgh')],
    ['a text in one piece and in two', key.fold('abcd'), key.fold('ab').fold('cd')],
    ['a text cut at other places', key.fold('a').fold('bc'), key.fold('ab').fold('c')],
    ['another order of texts', key.fold('a').fold('b'), key.fold('b').fold('a')],
    ['another order of numbers', key.fold(1).fold(2), key.fold(2).fold(1)],
    ['numbers that differ above 32 bits', key.fold(5), key.fold(5 + 2 ** 32)],
    ['another seed', key.fold('a'), RandomKey.fromSeed(43).fold('a')],
    ['seeds that differ above 32 bits', RandomKey.fromSeed(7), RandomKey.fromSeed(7 + 2 ** 32)],
  ];
  for (const [name, a, b] of pairs) {
    it(`tells apart ${name}`, () => {
      assert.notDeepEqual(a.words, b.words);
      assert.notDeepEqual(a.block(0), b.block(0));
    });
  }

  it('gives ten thousand steps and a thousand names ten thousand and a thousand keys', () => {
    const steps = Array.from({ length: 10000 }, (_, i) => key.fold(i));
    const names = Array.from({ length: 1000 }, (_, i) => key.fold(`blocks.${i}`));
    assert.equal(distinct([...steps, ...names]), 11000);
  });

  it('draws other words for each block and each stream, none of them a folded key', () => {
    const words = new Set<string>();
    for (let i = 0; i < 50; i++) {
      for (let stream = 0; stream < 4; stream++) words.add(key.block(i, stream).join());
      words.add(key.fold(i).words.join());
      words.add(key.fold('x'.repeat(i)).words.join());
    }
    assert.equal(words.size, 300);
  });

  it('draws the same words in every release', () => {
    // Computed by another program, from the description in RandomKey.ts.
    assert.deepEqual(key.block(3), [1662633976, 3969004924]);
    assert.deepEqual(key.fold('blocks.0.attention').fold('dropout').fold(1000).block(0, 1), [1314840411, 1866756255]);
  });

  for (const seed of [-1, 0.5, NaN, Infinity, 2 ** 53]) {
    it(`refuses ${seed} as seed and as data`, () => {
      const range = `a whole number in [0, 2^53), got ${seed}`;
      assert.throws(() => RandomKey.fromSeed(seed), `RandomKey: seed must be ${range}`);
      assert.throws(() => key.fold(seed), `RandomKey.fold: data must be a text or ${range}`);
    });
  }
});
