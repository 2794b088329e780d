import { assert } from 'chai';
import { checkInstance } from '../../src/config/checkInstance.js';

describe('checkInstance', () => {
  class Base {}
  class Derived extends Base {}
  const check = (value: unknown): void => checkInstance('here', 'it', value, Base, 'a Base');

  it('takes objects of the class and of those derived from it', () => {
    check(new Base());
    check(new Derived());
  });

  it('refuses all else, the class itself as well', () => {
    assert.throws(() => check(Base), Error, 'here: it must be a Base, got a function');
    assert.throws(() => check({}), Error, 'here: it must be a Base, got {}');
    assert.throws(() => check(null), Error, 'here: it must be a Base, got null');
    assert.throws(() => check(new Map()), Error, 'here: it must be a Base, got an instance of Map');
  });
});
