import { assert } from 'chai';
import { ConfigError } from '../../../src/runs/config/ConfigError.js';

describe('ConfigError', () => {
  it('has a name of its own, a path, a message and a cause', () => {
    const cause = new Error('why');
    const error = new ConfigError('model.width', 'model.width must be 1, got 2', { cause });
    assert.instanceOf(error, Error);
    assert.equal(String(error), 'ConfigError: config: model.width must be 1, got 2');
    assert.equal(error.path, 'model.width');
    assert.equal(error.cause, cause);
  });
});
