import { assert } from 'chai';
import { checkIterable } from '../../src/config/checkIterable.js';

describe('checkIterable', () => {
  async function* later(): AsyncGenerator<number> {
    yield await Promise.resolve(1);
  }

  it('takes what a loop goes through', () => {
    for (const value of [[], new Map(), new Set([1]), new Map().values()]) checkIterable('here', 'batches', value);
  });

  it('takes what only an asynchronous loop goes through where that is meant', () => {
    checkIterable('here', 'batches', later(), true);
    assert.throws(() => checkIterable('here', 'batches', later()), Error, 'here: batches must be iterable, got');
  });

  it('refuses all else, texts as well', () => {
    const others: [unknown, string][] = [
      [5, '5'],
      ['text', "'text'"],
      [{ length: 1 }, '{"length":1}'],
      [null, 'null'],
      [undefined, 'undefined'],
    ];
    for (const [value, got] of others) {
      const message = `here: batches must be iterable, got ${got}`;
      assert.throws(() => checkIterable('here', 'batches', value, true), Error, message);
    }
  });
});
