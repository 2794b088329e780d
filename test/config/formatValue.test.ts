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
  it('cuts what is long', () => {
    assert.equal(formatValue(Array<number>(100).fill(1)), `[${'1,'.repeat(39)}1…`);
  });

  it('shows what has no JSON', () => {
    const circle: unknown[] = [1];
    circle.push(circle);
    assert.equal(formatValue(circle), 'a list of 2');
    assert.equal(formatValue({ count: 10n, size: 1 }), '{ count, size }');
    assert.equal(formatValue(10n), '10');
    assert.equal(formatValue(Symbol('s')), 'Symbol(s)');
  });

  for (const [value, text] of cases) {
    it(`shows ${text}`, () => assert.equal(formatValue(value), text));
  }
});
