import { assert } from 'chai';
import { Identity } from '../../src/initializers/Identity.js';
import { assertClose } from '../helpers/assertClose.js';

describe('Identity', () => {
  for (const [options, shape, want] of [
    [{}, [2, 2], [1, 0, 0, 1]],
    [{ gain: 3 }, [2, 3], [3, 0, 0, 0, 3, 0]],
    [{ gain: -1 }, [3, 2], [-1, 0, 0, -1, 0, 0]],
  ] as const) {
    it(`makes [${want.join(', ')}] of shape [${shape.join(', ')}]`, () => {
      const x = new Identity(options).initialize(shape);
      assert.deepEqual(x.shape, [...shape]);
      assertClose(x, want, 0);
      x.dispose();
    });
  }

  it('refuses other ranks, and a gain that is not finite', () => {
    const initialize = (): unknown => new Identity().initialize([2, 2, 2]);
    assert.throws(initialize, 'Identity: shape must have 2 axes, got [2, 2, 2]');
    assert.throws(() => new Identity({ gain: Infinity }), 'Identity: gain must be a finite number, got Infinity');
  });
});
