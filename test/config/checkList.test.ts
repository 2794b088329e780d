import { assert } from 'chai';
import { checkList } from '../../src/config/checkList.js';

describe('checkList', () => {
  it('takes arrays and refuses all else', () => {
    checkList('here', 'rows', []);
    assert.throws(() => checkList('here', 'rows', {}), Error, 'here: rows must be a list, got {}');
    assert.throws(() => checkList('here', 'rows', 'ab'), Error, "here: rows must be a list, got 'ab'");
    assert.throws(() => checkList('here', 'rows', undefined), Error, 'here: rows must be a list, got undefined');
  });
});
