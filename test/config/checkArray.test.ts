import { assert } from 'chai';
import { checkArray } from '../../src/config/checkArray.js';

describe('checkArray', () => {
  it('takes arrays and typed arrays', () => {
    for (const values of [[], [1], Int32Array.of(1), new Float32Array()]) checkArray('here', 'tokens', values);
  });

  it('refuses all else, also what has a length or is bytes without a type', () => {
    const must = 'here: tokens must be an array or a typed array, got';
    assert.throws(() => checkArray('here', 'tokens', 'text'), Error, `${must} 'text'`);
    assert.throws(() => checkArray('here', 'tokens', { length: 1 }), Error, `${must} {"length":1}`);
    const view = new DataView(new ArrayBuffer(1));
    assert.throws(() => checkArray('here', 'tokens', view), Error, `${must} an instance of DataView`);
  });
});
