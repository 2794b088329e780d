import { assert } from 'chai';
import { checkBoolean } from '../../src/config/checkBoolean.js';

describe('checkBoolean', () => {
  it('takes both booleans', () => {
    checkBoolean('Dense', 'useBias', true);
    checkBoolean('Dense', 'useBias', false);
  });

  const others: [unknown, string][] = [
    ['false', "'false'"],
    [0, '0'],
    [null, 'null'],
    [undefined, 'undefined'],
    [new Boolean(true), 'an instance of Boolean'],
  ];
  for (const [value, got] of others) {
    it(`refuses ${got}`, () => {
      const message = `Dense: useBias must be true or false, got ${got}`;
      assert.throws(() => checkBoolean('Dense', 'useBias', value), Error, message);
    });
  }
});
