import { assert } from 'chai';
import fc from 'fast-check';
import { tensorStatistics } from '../../../src/training/inspect/tensorStatistics.js';

describe('tensorStatistics', () => {
  it('gives what can be computed by hand', () => {
    const expected = { count: 4, mean: 2.5, deviation: Math.sqrt(1.25), least: 1, largest: 4, zeros: 0, nonFinite: 0 };
    assert.deepEqual(tensorStatistics([1, 2, 3, 4]), expected);
    assert.deepEqual(tensorStatistics(Float32Array.of(4, 3, 2, 1)), expected);
    assert.deepEqual(tensorStatistics(BigInt64Array.of(1n, 4n, 2n, 3n)), expected);
  });

  it('counts zeros of either sign, and what is not finite apart from the rest', () => {
    assert.deepEqual(tensorStatistics([NaN, 0, -0, Infinity, 6, -Infinity]), {
      ...{ count: 6, mean: 2, deviation: Math.sqrt(8), least: 0, largest: 6, zeros: 2, nonFinite: 3 },
    });
  });

  it('takes booleans and whole numbers', () => {
    const { mean, zeros, largest } = tensorStatistics(Uint8Array.of(0, 1, 1, 0));
    assert.deepEqual([mean, zeros, largest], [0.5, 2, 1]);
    const { least, mean: large } = tensorStatistics(BigInt64Array.of(-(2n ** 62n), -(2n ** 62n)));
    assert.deepEqual([least, large], [-(2 ** 62), -(2 ** 62)]);
  });

  it('has no mean and no ends where there is no finite number', () => {
    for (const values of [[], [NaN], [Infinity, -Infinity]]) {
      const { count, mean, deviation, least, largest, zeros, nonFinite } = tensorStatistics(values);
      assert.deepEqual([mean, deviation, least, largest], [NaN, NaN, NaN, NaN]);
      assert.deepEqual([count, zeros, nonFinite], [values.length, 0, values.length]);
    }
  });

  it('loses no digits to a large mean', () => {
    const { mean, deviation } = tensorStatistics([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]);
    assert.equal(mean, 1e9 + 10);
    assert.closeTo(deviation, Math.sqrt(22.5), 1e-12);
    assert.equal(tensorStatistics(new Float32Array(1e5).fill(0.1)).deviation, 0);
  });

  it('neither overflows nor vanishes at the ends of double precision', () => {
    for (const unit of [1.5e308, 1e200, 1, 1e-200, 2 ** -1074 * 64]) {
      const { mean, deviation } = tensorStatistics([unit, -unit, unit, -unit]);
      assert.equal(mean, 0);
      assert.closeTo(deviation / unit, 1, 1e-15);
    }
  });

  it('agrees with the definition', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.array(number, { minLength: 1 }), (values) => {
        const found = tensorStatistics(values);
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
        const most = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
        // Ten roundings of the largest number for each; the squares of the definition vanish below 1e-160.
        const tolerance = most * values.length * 1e-15 + 1e-160;
        assert.closeTo(found.mean, mean, tolerance);
        assert.closeTo(found.deviation, Math.sqrt(variance), tolerance);
        assert.equal(found.least, Math.min(...values) + 0);
        assert.equal(found.largest, Math.max(...values) + 0);
      }),
    );
  });

  it('refuses what is no array', () => {
    const message = "tensorStatistics: values must be an array or a typed array, got 'text'";
    assert.throws(() => tensorStatistics('text' as never), message);
  });
});
