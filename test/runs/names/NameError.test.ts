import { assert } from 'chai';
import { NameError } from '../../../src/runs/names/NameError.js';

describe('NameError', () => {
  it('has a name of its own, what was given, and a cause', () => {
    const cause = new Error('why');
    const error = new NameError('checkRunName: name must be x, got y', 'y', { cause });
    assert.instanceOf(error, Error);
    assert.equal(String(error), 'NameError: checkRunName: name must be x, got y');
    assert.equal(error.given, 'y');
    assert.equal(error.cause, cause);
  });
});
