import { assert } from 'chai';
import { checkNumber, type NumberRange } from '../../src/config/checkNumber.js';

describe('checkNumber', () => {
  const refused: [unknown, NumberRange, string][] = [
    [NaN, {}, 'a finite number, got NaN'],
    [Infinity, { atLeast: 0 }, 'a finite number, at least 0, got Infinity'],
    ['1', {}, "a finite number, got '1'"],
    [undefined, {}, 'a finite number, got undefined'],
    [[1], { atLeast: 0 }, 'a finite number, at least 0, got [1]'],
    [-0.1, { atLeast: 0, atMost: 1 }, 'a finite number, at least 0, at most 1, got -0.1'],
    [1.1, { atLeast: 0, atMost: 1 }, 'a finite number, at least 0, at most 1, got 1.1'],
    [0, { above: 0 }, 'a finite number, above 0, got 0'],
    [1, { below: 1 }, 'a finite number, below 1, got 1'],
    [0.5, { whole: true }, 'a whole number, got 0.5'],
  ];
  for (const [value, range, message] of refused) {
    it(`refuses: must be ${message}`, () => {
      assert.throws(() => checkNumber('Here', 'it', value, range), `Here: it must be ${message}`);
    });
  }

  it('accepts the bounds that belong to the range', () => {
    checkNumber('Here', 'it', 0, { atLeast: 0 });
    checkNumber('Here', 'it', 1, { atMost: 1 });
    checkNumber('Here', 'it', -2, { whole: true });
    checkNumber('Here', 'it', 1e-9, { above: 0, below: 1 });
  });
});
