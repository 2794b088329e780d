import { assertClose } from '../helpers/assertClose.js';
import { array } from './array.js';
import { Random } from './random.js';
import { rotary } from './rotary.js';
import { numbers } from './scalar.js';

describe('float64/rotary', () => {
  it('turns pairs as complex numbers, each by its own angle', () => {
    const x = array([1, 1, 1, 4], [1, 2, 3, 4]);
    // (1 + 3i) · e^(5i) and (2 + 4i) · e^(5i / 100).
    const [c, s, d, t] = [Math.cos(5), Math.sin(5), Math.cos(0.05), Math.sin(0.05)];
    const want = [c - 3 * s, 2 * d - 4 * t, 3 * c + s, 4 * d + 2 * t];
    assertClose(rotary(numbers, x, [5]).values, want, 1e-14);
  });

  it('of base 1 turns all pairs alike, a quarter turn at π / 2', () => {
    const x = array([1, 2, 1, 4], [1, 2, 3, 4, 5, 6, 7, 8]);
    const want = [-3, -4, 1, 2, 5, 6, 7, 8];
    assertClose(rotary(numbers, x, [Math.PI / 2, 0], 1).values, want, 1e-14);
  });

  it('adds up: by m and then by n is by m + n', () => {
    const x = new Random(1).normals([2, 2, 3, 6]);
    const twice = rotary(numbers, rotary(numbers, x, [3, 10]), [4, -10]);
    assertClose(twice.values, rotary(numbers, x, [7, 0]).values, 1e-13);
  });
});
