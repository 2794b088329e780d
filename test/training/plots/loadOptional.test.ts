import { assert } from 'chai';
import { createRequire } from 'node:module';
import { loadOptional } from '../../../src/training/plots/loadOptional.js';

const require = createRequire(import.meta.url);

describe('loadOptional', () => {
  it('hands over what was loaded', () =>
    assert.equal(
      loadOptional('f', [], () => 3),
      3,
    ));

  it('says how to install what is missing', () => {
    assert.throws(
      () => loadOptional('svgToPng', ['a', 'b'], () => require.resolve('no-such-package-anywhere')),
      'svgToPng: a and b must be installed, got a missing module; install with: npm install a b',
    );
  });

  it('passes on other errors', () => {
    const error = new RangeError('broken');
    const fail = (): never => {
      throw error;
    };
    assert.throws(() => loadOptional('f', ['a'], fail), error);
  });
});
