import type { Tensor } from '@tensorflow/tfjs-core';
import type { NdArray } from '../float64/array.js';
import { gradientByDuals, secondDerivative, type ArrayFunction } from '../float64/derivatives.js';
import type { Random } from '../float64/random.js';
import { numbers } from '../float64/scalar.js';

/** An operation on given numbers, and what it and the derivatives of `Σ cotangents · results` are in double precision. */
export interface GradientCase {
  title: string;
  /** What is differentiated by. */
  inputs: NdArray[];
  cotangents: NdArray[];
  /** The operation under test: one result per cotangent. */
  results: (tensors: Tensor[]) => Tensor[];
  results64: () => NdArray[];
  gradients64: () => NdArray[];
  /** `H · u`: how the gradients change along directions. */
  seconds64: (directions: NdArray[]) => NdArray[];
}

/** A case of an operation with one result, whose derivatives in double precision are those of duals. */
export function caseOf(
  random: Random,
  title: string,
  inputs: NdArray[],
  op: (tensors: Tensor[]) => Tensor,
  oracle: ArrayFunction,
): GradientCase {
  const result = oracle(numbers, inputs);
  const cotangent = random.normals(result.shape);
  return {
    title,
    inputs,
    cotangents: [cotangent],
    results: (tensors) => [op(tensors)],
    results64: () => [result],
    gradients64: () => gradientByDuals(oracle, inputs, cotangent),
    seconds64: (directions) => secondDerivative(oracle, inputs, cotangent, directions),
  };
}
