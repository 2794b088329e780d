import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import { gradientsByTensors } from '../engine/gradients.js';
import { randomNormal } from '../engine/random/draw.js';
import type { RandomKey } from '../engine/random/RandomKey.js';
import { evaluator } from './evaluator.js';

/**
 * How far gradient and difference are apart along a random direction, as a share of the derivative's usual size.
 *
 * @param moving Numbers of the inputs that the direction moves.
 * @param step Length of the first difference, in units of the inputs' scales; the second is half of it.
 * @param key Where the direction comes from.
 */
export type DirectionalError = (moving: number[], step: number, key: RandomKey) => number;

/** Gradients far smaller than the others' are held to this share of the largest: some are zero but for rounding. */
const FLOOR = 0.1;

/**
 * Takes the gradients of `f` at the inputs, to compare them with differences.
 *
 * Allocates tensors and moves the variables among the inputs: the caller frees and restores.
 *
 * @param where Begins the error messages.
 * @throws Error when `f` does not return a float32 tensor, or not the same one twice.
 */
export function directionalErrors(
  where: string,
  f: (...inputs: Tensor[]) => Tensor,
  inputs: Tensor[],
  key: RandomKey,
): DirectionalError {
  const points = inputs.map((x) => new Float32Array(x.dataSync()));
  const scales = points.map(scaleOf);
  const evaluate = evaluator(where, f, inputs);
  const { shape, values } = evaluate(points);
  if (!equal(values, evaluate(points).values)) {
    throw new Error(`${where}: f must return the same values each time, got others; random draws need a fixed key`);
  }
  const cotangent = randomNormal(key, shape);
  const weights = cotangent.dataSync();
  const gradients = gradientsByTensors(() => f(...inputs), inputs, cotangent).gradients.map((g) => g.dataSync());
  const sizes = gradients.map((gradient, i) => norm(gradient) * scales[i]);
  const floor = FLOOR * Math.max(0, ...sizes.filter(Number.isFinite));

  const disagreement = (directions: Map<number, Float64Array>, step: number): number => {
    const [ahead, behind] = [step, -step].map((by) =>
      points.map((x, i) => (directions.has(i) ? moved(x, directions.get(i)!, by) : x)),
    );
    const change = dot(weights, evaluate(ahead).values) - dot(weights, evaluate(behind).values);
    const predicted = gradients.map((gradient, i) => dot(gradient, ahead[i]) - dot(gradient, behind[i]));
    return predicted.reduce((rest, part) => rest - part, change) / (2 * step);
  };
  return (moving, step, from) => {
    const directions = new Map(moving.map((i) => [i, direction(from.fold(i), points[i].length, scales[i])]));
    const off = (4 * disagreement(directions, step / 2) - disagreement(directions, step)) / 3;
    const usual = Math.hypot(...moving.map((i) => Math.max(sizes[i], floor)));
    return off === 0 ? 0 : Math.abs(off) / usual;
  };
}

/** The power of two below the root mean square, at least 1: zeros, such as a new bias, move by whole steps as well. */
function scaleOf(values: Float32Array): number {
  return Math.max(1, 2 ** Math.floor(Math.log2(norm(values) / Math.sqrt(values.length))));
}

/** A random direction of length `scale · √n`. One of any length would be lost in rounding where n is 1 and it is short. */
function direction(key: RandomKey, n: number, scale: number): Float64Array {
  const normal = tidy(() => randomNormal(key, [n]).dataSync());
  const factor = (scale * Math.sqrt(n)) / norm(normal);
  return Float64Array.from(normal, (value) => value * factor);
}

/** `x + by · u`, rounded to float32. */
function moved(x: Float32Array, u: Float64Array, by: number): Float32Array {
  return x.map((value, i) => value + by * u[i]);
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function norm(values: ArrayLike<number>): number {
  return Math.sqrt(dot(values, values));
}

function equal(a: Float32Array, b: Float32Array): boolean {
  return a.length === b.length && a.every((value, i) => Object.is(value, b[i]));
}
