import { assert } from 'chai';
import { threeDigits } from '../../../benchmarks/harness/threeDigits.js';

describe('threeDigits', () => {
  for (const [value, text] of [
    [0, '0'],
    [0.00012345, '0.000123'],
    [0.0999, '0.0999'],
    [0.5, '0.500'],
    [1, '1.00'],
    [12.345, '12.3'],
    [123.45, '123'],
    [123456.7, '123457'],
  ] as const) {
    it(`writes ${value} as ${text}`, () => {
      assert.equal(threeDigits(value), text);
    });
  }
});
