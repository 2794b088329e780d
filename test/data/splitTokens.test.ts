import { assert } from 'chai';
import fc from 'fast-check';
import { splitTokens } from '../../src/data/splitTokens.js';

describe('splitTokens', () => {
  it('keeps the last tenth for validation', () => {
    const { training, validation } = splitTokens(Int32Array.from({ length: 30 }, (_, i) => i));
    assert.equal(training.length, 27);
    assert.deepEqual([...validation], [27, 28, 29]);
  });

  it('loses no token and changes no order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 2 ** 31 - 1 }), { minLength: 4 }),
        fc.double({ min: 0.2, max: 0.8, noNaN: true }),
        (tokens, fraction) => {
          const { training, validation } = splitTokens(tokens, fraction);
          assert.deepEqual([...training, ...validation], tokens);
          assert.isAtMost(Math.abs(validation.length - fraction * tokens.length), 0.5);
        },
      ),
    );
  });

  it('counts exactly where the fraction is not a binary one', () => {
    // (1 − 0.9) · 10 is 0.9999999999999998.
    assert.equal(splitTokens(new Int32Array(10), 0.9).training.length, 1);
  });

  it('shares the memory of an Int32Array', () => {
    const tokens = new Int32Array(10);
    const { validation } = splitTokens(tokens);
    tokens[9] = 5;
    assert.equal(validation[0], 5);
  });

  for (const fraction of [0, 1, -0.1, 1.5, NaN]) {
    it(`refuses a fraction of ${fraction}`, () => {
      const message = `splitTokens: validationFraction must be between 0 and 1, got ${fraction}`;
      assert.throws(() => splitTokens([1, 2, 3], fraction), message);
    });
  }

  it('refuses to leave a part empty', () => {
    const message = 'splitTokens: tokens must be enough for both parts, got';
    assert.throws(() => splitTokens([], 0.5), `${message} 0 for a fraction of 0.5`);
    assert.throws(() => splitTokens([1, 2], 0.2), `${message} 2 for a fraction of 0.2`);
    assert.throws(() => splitTokens([1, 2], 0.9), `${message} 2 for a fraction of 0.9`);
  });

  for (const token of [0.5, NaN, 2 ** 31]) {
    it(`refuses token ${token}`, () => {
      const message = `splitTokens: tokens must be whole numbers below 2^31, got ${token} at 1`;
      assert.throws(() => splitTokens([1, token, 1], 0.5), message);
    });
  }
});
