import { assertClose } from '../helpers/assertClose.js';
import { array } from './array.js';
import { assertDerivatives } from './assertDerivatives.js';
import { gatedFeedForward } from './gatedFeedForward.js';
import { Random } from './random.js';
import { numbers } from './scalar.js';

describe('float64/gatedFeedForward', () => {
  it('multiplies the gate with the value', () => {
    const [x, gate, value, outer] = [array([1, 1, 1], [2]), ...[0.5, 3, 5].map((one) => array([1, 1], [one]))];
    // The gate is open by 1: gelu(1) = Φ(1), silu(1) = 1 / (1 + 1/e).
    const inputs = [x, gate, value, outer];
    assertClose(gatedFeedForward(numbers, inputs, 'gelu').values, [30 * 0.8413447460685429], 1e-13);
    assertClose(gatedFeedForward(numbers, inputs, 'silu').values, [30 / (1 + Math.exp(-1))], 1e-13);
  });

  it('has the derivatives of finite differences', () => {
    const random = new Random(1);
    const inputs = [
      [1, 2, 2],
      [2, 3],
      [2, 3],
      [3, 2],
    ].map((shape) => random.normals(shape, 0.7));
    assertDerivatives((field, given) => gatedFeedForward(field, given, 'silu'), inputs, random);
  });
});
