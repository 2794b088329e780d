import { assert } from 'chai';
import { checkObject } from '../../src/config/checkObject.js';

describe('checkObject', () => {
  it('gives back objects of any class', () => {
    for (const value of [{}, { units: 8 }, Object.create(null) as object, new Map()]) {
      assert.strictEqual(checkObject('Dense', 'options', value), value);
    }
  });

  const others: [unknown, string][] = [
    [8, '8'],
    ['units', "'units'"],
    [null, 'null'],
    [undefined, 'undefined'],
    [[8], '[8]'],
    [(): number => 8, 'a function'],
  ];
  for (const [value, got] of others) {
    it(`refuses ${got}`, () => {
      const message = `Dense: options must be an object, got ${got}`;
      assert.throws(() => checkObject('Dense', 'options', value as object), Error, message);
    });
  }
});
