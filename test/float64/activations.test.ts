import { assertClose } from '../helpers/assertClose.js';
import { elementwise, elu, gated, leakyRelu, mish, sigmoid, silu, softplus } from './activations.js';
import { array } from './array.js';
import { assertDerivatives } from './assertDerivatives.js';
import { Random } from './random.js';
import { numbers } from './scalar.js';

describe('float64/activations', () => {
  it('have the values of their equations at 1 and −1', () => {
    const e = Math.E;
    const both = (f: Parameters<typeof elementwise>[0]): number[] => [f(numbers, 1), f(numbers, -1)];
    assertClose(both(sigmoid), [e / (e + 1), 1 / (e + 1)], 1e-15);
    assertClose(both(softplus), [Math.log1p(e), Math.log1p(1 / e)], 1e-15);
    assertClose(both(silu), [e / (e + 1), -1 / (e + 1)], 1e-15);
    // tanh(log y) = (y² − 1) / (y² + 1)
    const squares = [(1 + e) ** 2, (1 + 1 / e) ** 2];
    assertClose(both(mish), [(squares[0] - 1) / (squares[0] + 1), -(squares[1] - 1) / (squares[1] + 1)], 1e-15);
    assertClose(both(elu), [1, 1 / e - 1], 1e-15);
    assertClose(both(leakyRelu), [1, -0.2], 0);
  });

  it('gates are the first half', () => {
    const e = Math.E;
    const x = array([2, 2], [1, 5, -1, 7]);
    assertClose(gated(numbers, x, 'swiglu').values, [(5 * e) / (e + 1), -7 / (e + 1)], 1e-14);
    // Φ(1), 15 digits.
    assertClose(gated(numbers, x, 'geglu').values, [5 * 0.841344746068543, -7 * 0.158655253931457], 1e-14);
  });

  it('have the derivatives of finite differences', () => {
    const random = new Random(1);
    const x = array([4], [-2, -0.5, 1, 3]);
    for (const f of [silu, mish, elu, leakyRelu, softplus]) {
      assertDerivatives((field, [z]) => elementwise(f)(field, z), [x], random);
    }
    for (const kind of ['swiglu', 'geglu'] as const) {
      assertDerivatives((field, [z]) => gated(field, z, kind), [x], random);
    }
  });
});
