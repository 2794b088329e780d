import { assertClose } from '../helpers/assertClose.js';
import { array, filled } from './array.js';
import { assertDerivatives } from './assertDerivatives.js';
import { gradientByDuals, secondDerivative } from './derivatives.js';
import { gelu, geluTanh } from './gelu.js';
import { Random } from './random.js';
import { numbers } from './scalar.js';

describe('float64/gelu', () => {
  const x = array([5], [-2, -0.5, 0, 1, 3]);
  const density = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  // Φ from tables of the normal distribution, 15 digits.
  const distribution = [0.0227501319481792, 0.308537538725987, 0.5, 0.841344746068543, 0.99865010196837];

  it('weighs by the normal distribution', () => {
    const want = x.values.map((z, i) => z * distribution[i]);
    assertClose(gelu(numbers, x).values, want, 5e-15);
  });

  it('has the derivatives Φ + xφ and (2 − x²)φ', () => {
    const ones = filled([5], 1);
    const [first] = gradientByDuals((field, [z]) => gelu(field, z), [x], ones);
    assertClose(
      first.values,
      x.values.map((z, i) => distribution[i] + z * density(z)),
      2e-15,
    );
    const [second] = secondDerivative((field, [z]) => gelu(field, z), [x], ones, [ones]);
    assertClose(
      second.values,
      x.values.map((z) => (2 - z * z) * density(z)),
      1e-15,
    );
  });

  it('is approximated by a hyperbolic tangent', () => {
    const t = Math.tanh(Math.sqrt(2 / Math.PI) * (1 + 0.044715));
    const got = geluTanh(numbers, x).values;
    assertClose([got[2], got[3]], [0, 0.5 * (1 + t)], 1e-15);
    // The paper's approximation is off by less than 5e-4 everywhere.
    assertClose(got, gelu(numbers, x).values, 5e-4);
  });

  it('has the derivatives of finite differences', () => {
    const random = new Random(1);
    assertDerivatives((field, [z]) => gelu(field, z), [x], random);
    assertDerivatives((field, [z]) => geluTanh(field, z), [x], random);
  });
});
