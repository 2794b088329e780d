import { assert } from 'chai';
import fc from 'fast-check';
import { threefry } from '../../../src/engine/random/threefry.js';

type Pair = [number, number];

const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const pair = fc.tuple(word, word);

/** The same rounds in exact whole numbers, cut to 32 bits after every step. */
function exactThreefry(key: Pair, counter: Pair): Pair {
  const cut = (x: bigint): bigint => BigInt.asUintN(32, x);
  const [k0, k1] = key.map(BigInt);
  const keys = [k0, k1, k0 ^ k1 ^ 0x1bd11bdan];
  let [x, y] = [cut(BigInt(counter[0]) + k0), cut(BigInt(counter[1]) + k1)];
  for (let round = 0; round < 20; round++) {
    const distance = BigInt([13, 15, 26, 6, 17, 29, 16, 24][round % 8]);
    x = cut(x + y);
    y = cut((y << distance) | (y >> (32n - distance))) ^ x;
    if (round % 4 === 3) {
      const group = (round + 1) / 4;
      x = cut(x + keys[group % 3]);
      y = cut(y + keys[(group + 1) % 3] + BigInt(group));
    }
  }
  return [Number(x), Number(y)];
}

describe('threefry', () => {
  // Those of the Random123 library for threefry2x32 with 20 rounds; JAX tests the same.
  const known: [string, Pair, Pair, Pair][] = [
    ['zeros', [0, 0], [0, 0], [0x6b200159, 0x99ba4efe]],
    ['ones', [0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff], [0x1cb996fc, 0xbb002be7]],
    ['digits of pi', [0x13198a2e, 0x03707344], [0x243f6a88, 0x85a308d3], [0xc4923a9c, 0x483df7a0]],
  ];
  for (const [name, key, counter, words] of known) {
    it(`gives the known answer for ${name}`, () => {
      assert.deepEqual(threefry(key, ...counter), words);
    });
  }

  it('agrees with exact arithmetic', () => {
    fc.assert(
      fc.property(pair, pair, (key, counter) => {
        assert.deepEqual(threefry(key, ...counter), exactThreefry(key, counter));
      }),
    );
  });

  it('changes half of all bits with any bit of key or counter', () => {
    const base: [number, number, number, number] = [0x12345678, 0x9abcdef0, 7, 0];
    const before = threefry([base[0], base[1]], base[2], base[3]);
    for (let bit = 0; bit < 128; bit++) {
      const words = [...base];
      words[bit >> 5] ^= 1 << (bit & 31);
      const after = threefry([words[0], words[1]], words[2], words[3]);
      const ones = (x: number): number => (x >>> 0).toString(2).replaceAll('0', '').length;
      const changed = ones(before[0] ^ after[0]) + ones(before[1] ^ after[1]);
      // Of 64 fair bits, fewer than 13 or more than 51 change once in four million times.
      assert.isAtLeast(changed, 13, `bit ${bit}`);
      assert.isAtMost(changed, 51, `bit ${bit}`);
    }
  });
});
