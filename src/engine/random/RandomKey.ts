import { checkInstance } from '../../config/checkInstance.js';
import { checkNumber } from '../../config/checkNumber.js';
import { formatValue } from '../../config/formatValue.js';
import { threefry } from './threefry.js';

/**
 * Where random numbers come from: a key never changes, and the same key always gives the same numbers.
 *
 * Independent numbers come from keys folded with different data, such as a parameter's path, a purpose or a step. So
 * the draws of step 1,000 are known without those of the steps before, on every backend.
 */
export class RandomKey {
  private constructor(
    /** The two 32-bit words, unsigned, that are the key of the generator. */
    readonly words: readonly [number, number],
  ) {}

  /**
   * The key of a seed.
   *
   * @param seed A whole number in [0, 2⁵³).
   * @throws Error for any other seed.
   */
  static fromSeed(seed: number): RandomKey {
    if (!Number.isSafeInteger(seed) || seed < 0) {
      throw new Error(`RandomKey: seed must be a whole number in [0, 2^53), got ${formatValue(seed)}`);
    }
    return new RandomKey([Math.floor(seed / 2 ** 32), seed >>> 0]);
  }

  /**
   * A key of its own for each text (a name, a purpose) or number (a step, a use).
   *
   * @throws Error when the data is neither a text nor a whole number in [0, 2⁵³).
   */
  fold(data: string | number): RandomKey {
    if (typeof data !== 'string') return this.foldNumber(data);
    const bytes = new TextEncoder().encode(data);
    const words = new Uint32Array(Math.ceil(bytes.length / 4));
    bytes.forEach((byte, i) => (words[i >> 2] |= byte << (8 * (i % 4))));
    // The length comes first, and under a counter no number uses, so that 'a' and 97 differ.
    let key = new RandomKey(threefry(this.words, bytes.length, TEXT));
    for (const word of words) key = new RandomKey(threefry(key.words, word, TEXT));
    return key;
  }

  private foldNumber(data: number): RandomKey {
    if (!Number.isSafeInteger(data) || data < 0) {
      throw new Error(`RandomKey.fold: data must be a text or a whole number in [0, 2^53), got ${formatValue(data)}`);
    }
    return new RandomKey(threefry(this.words, data >>> 0, Math.floor(data / 2 ** 32)));
  }

  /**
   * The `i`th pair of random 32-bit words under this key.
   *
   * @param stream Separates draws that need an unknown number of pairs each (rejection).
   * @throws Error when one is not a whole number, at least 0, or does not fit the counter.
   */
  block(i: number, stream = 0): [number, number] {
    checkWord('i', i, 2 ** 32);
    checkWord('stream', stream, 2 ** 31 - 1);
    return threefry(this.words, i, DRAW + stream);
  }
}

/** Draws ask this of every pair of words: the message is made only where there is something to say. */
function checkWord(name: string, word: number, below: number): void {
  if (word >= 0 && word < below && Number.isInteger(word)) return;
  checkNumber('RandomKey.block', name, word, { whole: true, atLeast: 0, below });
}

/**
 * Refuses what is not a key.
 *
 * @throws Error such as `dropout: key must be a RandomKey, got 5`.
 */
export function checkRandomKey(where: string, name: string, key: unknown): void {
  checkInstance(where, name, key, RandomKey, 'a RandomKey');
}

/** Second words of the counter: numbers below 2⁵³ use less than 2²¹, so these are free. */
const TEXT = 0xffffffff;
const DRAW = 0x80000000;
