import { assert } from 'chai';
import { formatValue } from '../../src/config/formatValue.js';

describe('formatValue', () => {
  class Thing {}
  const cases: [unknown, string][] = [
    ['foo', "'foo'"],
    [NaN, 'NaN'],
    [-1.5, '-1.5'],
    [null, 'null'],
    [undefined, 'undefined'],
    [true, 'true'],
    [[1, 2], '[1,2]'],
    [{ l2: 1 }, '{"l2":1}'],
    [Object.create(null), '{}'],
    [() => 1, 'a function'],
    [new Thing(), 'an instance of Thing'],
  ];
  for (const [value, text] of cases) {
    it(`shows ${text}`, () => assert.equal(formatValue(value), text));
  }
});
