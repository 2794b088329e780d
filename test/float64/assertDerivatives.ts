import { assertClose, largest } from '../helpers/assertClose.js';
import { mapArray, type NdArray } from './array.js';
import { gradientByDuals, secondDerivative, type ArrayFunction } from './derivatives.js';
import type { Random } from './random.js';
import { richardson } from './richardson.js';
import { numbers } from './scalar.js';
import { dot } from './sums.js';

/**
 * Asserts that first and second derivatives by duals agree with finite differences along a random direction, to 1e-9
 * of the largest gradient value: about what {@link richardson} sees.
 */
export function assertDerivatives(f: ArrayFunction, inputs: NdArray[], random: Random): void {
  const cotangent = random.normals(f(numbers, inputs).shape);
  const [directions, others] = [0, 1].map(() => inputs.map(({ shape }) => unitVector(random, shape)));
  const moved = (t: number): NdArray[] =>
    inputs.map((x, i) => mapArray(x, (value, j) => value + t * directions[i].values[j]));
  const weighted = (gradients: NdArray[], weights: NdArray[]): number =>
    gradients.reduce((total, { values }, i) => total + dot(numbers, values, weights[i].values), 0);

  const gradients = gradientByDuals(f, inputs, cotangent);
  const first = richardson((t) => dot(numbers, cotangent.values, f(numbers, moved(t)).values));
  assertClose([weighted(gradients, directions)], [first], 1e-9 * scaleOf(gradients), 'first derivative');

  const seconds = secondDerivative(f, inputs, cotangent, directions);
  const second = richardson((t) => weighted(gradientByDuals(f, moved(t), cotangent), others));
  const tolerance = 1e-9 * Math.max(scaleOf(gradients), scaleOf(seconds));
  assertClose([weighted(seconds, others)], [second], tolerance, 'second derivative');
}

function scaleOf(arrays: NdArray[]): number {
  return Math.max(...arrays.map(({ values }) => largest(values)));
}

/** A random direction of length 1. */
export function unitVector(random: Random, shape: readonly number[]): NdArray {
  const direction = random.normals(shape);
  const length = Math.hypot(...direction.values);
  return mapArray(direction, (value) => value / length);
}
