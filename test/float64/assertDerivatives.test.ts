import { assert } from 'chai';
import { array, mapArray } from './array.js';
import { assertDerivatives, unitVector } from './assertDerivatives.js';
import type { ArrayFunction } from './derivatives.js';
import { Random } from './random.js';

describe('float64/assertDerivatives', () => {
  const x = array([3], [0.5, -1, 0.25]);

  it('accepts right derivatives', () => {
    const f: ArrayFunction = (field, [z]) => mapArray(z, (value) => field.exp(field.mul(value, value)));
    assertDerivatives(f, [x], new Random(1));
  });

  it('refuses a first derivative that is wrong', () => {
    // Going through a plain number hides the cube's share from duals.
    const f: ArrayFunction = (field, [z]) =>
      mapArray(z, (value) => field.add(value, field.constant(1e-6 * field.toNumber(value) ** 3)));
    assert.throws(() => assertDerivatives(f, [x], new Random(1)), /first derivative/);
  });

  it('refuses a second derivative that is wrong', () => {
    const f: ArrayFunction = (field, [z]) =>
      mapArray(z, (value) => {
        const number = field.toNumber(value);
        const hidden = field.sub(value, field.constant(number));
        // (x − x₀) · 3x₀² + x₀³ is the tangent of x³: right in value and slope, but straight.
        return field.add(field.constant(number ** 3), field.mul(hidden, field.constant(3 * number ** 2)));
      });
    assert.throws(() => assertDerivatives(f, [x], new Random(1)), /second derivative/);
  });

  it('makes directions of length 1', () => {
    assert.closeTo(Math.hypot(...unitVector(new Random(2), [4, 5]).values), 1, 1e-15);
  });
});
