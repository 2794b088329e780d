import { assert } from 'chai';
import { shortNumber } from '../../../src/training/inspect/shortNumber.js';

describe('shortNumber', () => {
  it('keeps four digits', () => {
    const numbers = [0.0123456, -1.23456, 12345.67, 0.5, 2 / 3, 0.001];
    assert.deepEqual(numbers.map(shortNumber), ['0.01235', '-1.235', '12350', '0.5', '0.6667', '0.001']);
  });

  it('keeps whole numbers whole', () => {
    assert.deepEqual([0, -0, 1, -99999].map(shortNumber), ['0', '0', '1', '-99999']);
  });

  it('writes powers where a number would be long', () => {
    const numbers = [1.23456e-7, -4e-4, 100000, 3.4028234663852886e38];
    assert.deepEqual(numbers.map(shortNumber), ['1.235e-7', '-4e-4', '1e+5', '3.403e+38']);
  });

  it('has a dash for none', () => assert.equal(shortNumber(NaN), '-'));

  it('names infinities', () => assert.deepEqual([Infinity, -Infinity].map(shortNumber), ['Infinity', '-Infinity']));
});
