import { assert } from 'chai';
import { checkOptions } from '../../src/config/checkOptions.js';

describe('checkOptions', () => {
  interface Options {
    size?: number;
    rate?: number;
  }
  const check = (options: unknown): Options => checkOptions('here', options as Options, ['size', 'rate']);

  it('gives back what holds known names, or none', () => {
    for (const options of [{}, { size: 1 }, { rate: undefined, size: 2 }]) assert.strictEqual(check(options), options);
  });

  it('refuses a misspelt name, and what is no object', () => {
    const known = 'here: options must hold only size, rate, got';
    assert.throws(() => check({ size: 1, Rate: 2 }), Error, `${known} 'Rate'; did you mean 'rate'?`);
    assert.throws(() => check({ toString: 1 }), Error, /got 'toString'$/);
    assert.throws(() => check(5), Error, 'here: options must be an object, got 5');
  });
});
