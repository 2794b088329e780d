import { addN, mul, sum, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { formatShape } from '../../src/engine/shapes.js';
import type { NdArray } from '../float64/array.js';
import { largest } from '../helpers/assertClose.js';
import type { GradientCase } from './GradientCase.js';
import { toTensor } from './toTensor.js';

/** The largest error of one tensor. */
export type Measured = {
  /** Which result or gradient. */
  name: string;
  error: number;
  /** What the error is compared with. */
  scale: number;
};

/** Errors of the results and of the gradients by every input. */
export function measureGradients(given: GradientCase): Measured[] {
  return tidy(() => {
    const tensors = given.inputs.map((x) => toTensor(x));
    const results = given.results(tensors);
    const { gradients } = gradientsByTensors(() => weighted(given.results(tensors), given.cotangents), tensors);
    const results64 = given.results64();
    return [
      ...results.map((got, i) => compare(`result ${i}`, got, results64[i], largest(results64[i].values))),
      ...compareAll('gradient', gradients, given.gradients64()),
    ];
  });
}

/** Errors of `H · u`, the gradient of `Σ u · gradient` by every input. */
export function measureSecondDerivatives(given: GradientCase, directions: NdArray[]): Measured[] {
  return tidy(() => {
    const tensors = given.inputs.map((x) => toTensor(x));
    const slope = (): Tensor => {
      const first = gradientsByTensors(() => weighted(given.results(tensors), given.cotangents), tensors);
      return weighted(first.gradients, directions);
    };
    const { gradients } = gradientsByTensors(slope, tensors);
    return compareAll('second derivative', gradients, given.seconds64(directions));
  });
}

function weighted(tensors: Tensor[], weights: NdArray[]): Tensor {
  return addN(tensors.map((x, i) => sum(mul(x, toTensor(weights[i])))));
}

/** A gradient that is small or zero beside the others is held to a tenth of the largest of them. */
export function compareAll(name: string, got: Tensor[], want: NdArray[]): Measured[] {
  const floor = Math.max(...want.map(({ values }) => largest(values))) / 10;
  return got.map((x, i) => compare(`${name} ${i}`, x, want[i], Math.max(floor, largest(want[i].values))));
}

/** The largest error of one tensor, and what it is compared with. */
export function compare(name: string, got: Tensor, { shape, values }: NdArray, scale: number): Measured {
  if (got.shape.join() !== shape.join())
    throw new Error(`${name}: expected shape ${formatShape(shape)}, got ${formatShape(got.shape)}`);
  // NaN is larger than every bound.
  const errors = Array.from(got.dataSync(), (value, i) => Math.abs(value - values[i]));
  return { name, error: errors.some(Number.isNaN) ? Infinity : largest(errors), scale };
}
