import { assert } from 'chai';
import { checkMethods } from '../../src/config/checkMethods.js';

describe('checkMethods', () => {
  const check = (value: unknown): void => checkMethods('generate', 'tokenizer', value as object, ['encode', 'decode']);

  it('takes an object and an instance with them', () => {
    check({ encode: () => 1, decode: () => 1, more: 1 });
    check(
      new (class {
        encode(): void {}
        decode(): void {}
      })(),
    );
  });

  it('names the first that is missing', () => {
    assert.throws(() => check(5), Error, 'generate: tokenizer must be an object, got 5');
    assert.throws(() => check({}), Error, 'generate: tokenizer.encode must be a function, got undefined');
    assert.throws(() => check({ encode: () => 1, decode: 5 }), 'generate: tokenizer.decode must be a function, got 5');
  });
});
