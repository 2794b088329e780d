import { assertClose } from '../helpers/assertClose.js';
import { array, filled, mapArray, type NdArray } from './array.js';
import {
  along,
  constants,
  derivativesOf,
  directionalDerivative,
  gradientByDuals,
  secondDerivative,
} from './derivatives.js';
import type { ArrayFunction } from './derivatives.js';
import { Random } from './random.js';
import { richardson } from './richardson.js';
import { duals, numbers } from './scalar.js';
import { dot } from './sums.js';

/** `exp(xᵢ) · y²`, with y a scalar: its derivatives are easy by hand. */
const scaledExponentials: ArrayFunction = (field, [x, y]) =>
  mapArray(x, (value) => field.mul(field.exp(value), field.mul(y.values[0], y.values[0])));

describe('float64/derivatives', () => {
  const x = array([2], [0.5, -1]);
  const y = array([], [3]);
  const cotangent = array([2], [2, -1]);
  const [e0, e1] = x.values.map(Math.exp);

  it('gives the gradient of each input, in its shape', () => {
    const [byX, byY] = gradientByDuals(scaledExponentials, [x, y], cotangent);
    assertClose(byX.values, [2 * 9 * e0, -9 * e1], 1e-13);
    assertClose(byY.values, [6 * (2 * e0 - e1)], 1e-13);
  });

  it('gives the derivative along directions', () => {
    const derivative = directionalDerivative(scaledExponentials, [x, y], [array([2], [1, 10]), array([], [0.1])]);
    assertClose(derivative.values, [e0 * (9 + 0.6), e1 * (90 + 0.6)], 1e-13);
  });

  it('gives the derivative of the gradient along directions', () => {
    const directions = [array([2], [1, 10]), array([], [0.1])];
    const [byX, byY] = secondDerivative(scaledExponentials, [x, y], cotangent, directions);
    assertClose(byX.values, [2 * e0 * (9 + 0.6), -e1 * (90 + 0.6)], 1e-13);
    assertClose(byY.values, [6 * (2 * e0 - 10 * e1) + 0.2 * (2 * e0 - e1)], 1e-13);
  });

  it('agrees with finite differences of the gradient, and is symmetric', () => {
    const random = new Random(1);
    const directions = [random.normals([2]), random.normals([])];
    const others = [random.normals([2]), random.normals([])];
    const weighted = (gradients: NdArray[], by: NdArray[]): number =>
      gradients.reduce((total, { values }, i) => total + dot(numbers, values, by[i].values), 0);
    const second = secondDerivative(scaledExponentials, [x, y], cotangent, directions);
    const moved = (t: number): NdArray[] =>
      [x, y].map((input, i) => mapArray(input, (value, j) => value + t * directions[i].values[j]));
    const difference = richardson((t) => weighted(gradientByDuals(scaledExponentials, moved(t), cotangent), others));
    assertClose([weighted(second, others)], [difference], 1e-9 * Math.abs(difference));
    const mirrored = secondDerivative(scaledExponentials, [x, y], cotangent, others);
    assertClose([weighted(second, others)], [weighted(mirrored, directions)], 1e-12 * Math.abs(difference));
  });

  it('lifts arrays to duals and back', () => {
    const moving = along(x, filled([2], 7));
    assertClose(derivativesOf(moving).values, [7, 7], 0);
    assertClose(derivativesOf(constants(duals, x)).values, [0, 0], 0);
    assertClose(constants(duals, x).values.map(duals.toNumber), x.values, 0);
  });
});
