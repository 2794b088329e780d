import { assert } from 'chai';
import { positionAngles } from '../../src/ops/positionAngles.js';
import { assertClose } from '../helpers/assertClose.js';

describe('ops/positionAngles', () => {
  it('divides positions by powers of the base', () => {
    assertClose(positionAngles([0, 1, 3], 4, 100), [0, 0, 1, 0.1, 3, 0.3], 1e-15);
    assertClose(positionAngles([2], 3, 1000), [2, 0.02], 1e-15);
  });

  it('keeps the digits of far positions', () => {
    // In float32 the second would be off by 0.003.
    const got = positionAngles([123_456], 4, 10_000);
    assert.equal(got[0], 123_456);
    assertClose([got[1]], [1234.56], 1e-12 * 1234);
  });

  it('has no pair of no features', () => {
    assert.equal(positionAngles([1, 2], 0, 100).length, 0);
  });
});
