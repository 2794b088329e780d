import { add, div, mean, mul, reshape, rsqrt, square, sub, sum } from '@tensorflow/tfjs-core';
import type { NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';
import { checkNumber } from '../config/checkNumber.js';
import { checkObject } from '../config/checkObject.js';
import { checkTensor } from '../engine/checkTensor.js';
import { customGradient } from '../engine/customGradient.js';
import { NOT_ROWS, tellKernelUse } from '../engine/kernelUse.js';
import { runOwnKernel } from '../engine/runOwnKernel.js';
import { checkShape, resolveAxes } from '../engine/shapes.js';
import { squareUnit } from './squareUnit.js';

/** Options of {@link rmsNorm}. */
export interface RmsNormOptions {
  /** Scale, of the sizes of the normalized axes in the order of x. Default: none. */
  gamma?: Tensor;
  /** Axes over which the mean of squares is taken. Default: the last. */
  axis?: number | readonly number[];
  /** Added to the mean of squares. Default 1e-6, as in Keras 3; the paper has none. */
  epsilon?: number;
}

/**
 * Root mean square normalization (Zhang & Sennrich 2019, arXiv:1910.07467): `gamma · x / √(mean(x²) + epsilon)`.
 *
 * @param x float32, of any shape.
 * @returns Same shape. Differentiable any number of times by x and gamma.
 * @throws Error when an axis does not exist or is named twice, gamma has another shape, or epsilon is negative.
 */
export function rmsNorm(x: Tensor, options: RmsNormOptions = {}): Tensor {
  const { gamma, axis = -1, epsilon = 1e-6 } = checkObject('rmsNorm', 'options', options);
  checkTensor('rmsNorm', 'x', x, 'float32');
  const axes = resolveAxes('rmsNorm', 'axis', axis, x.rank).sort((a, b) => a - b);
  const sizes = axes.map((one) => x.shape[one]);
  if (gamma !== undefined) checkShape('rmsNorm', 'gamma', gamma, sizes, 'float32');
  checkNumber('rmsNorm', 'epsilon', epsilon, { atLeast: 0 });

  const aligned = x.shape.map((size, i) => (axes.includes(i) ? size : 1));
  const others = x.shape.map((_, i) => i).filter((i) => !axes.includes(i));
  const scaled = (z: Tensor, [weight]: Tensor[]): Tensor =>
    weight === undefined ? z : mul(z, reshape(weight, aligned));
  const normalized = (z: Tensor): { standard: Tensor; scale: Tensor } => {
    const unit = squareUnit(z, axes);
    const inUnits = div(z, unit);
    const inverse = rsqrt(add(mean(square(inUnits), axes, true), div(div(epsilon, unit), unit)));
    return { standard: mul(inUnits, inverse), scale: div(inverse, unit) };
  };
  const runOwn = (name: string, tensors: NamedTensorMap, [weight]: Tensor[]): Tensor[] | undefined => {
    // The kernels know rows: the last axes.
    if (axes[0] !== x.rank - axes.length) {
      tellKernelUse(name, NOT_ROWS);
      return undefined;
    }
    const byParameters = weight !== undefined;
    const inputs = byParameters ? { ...tensors, gamma: weight } : tensors;
    return runOwnKernel(name, inputs, { numAxes: axes.length, epsilon, byParameters });
  };
  return customGradient({
    inputs: gamma === undefined ? [x] : [x, gamma],
    forward: ([z, ...weights]) => {
      const own = runOwn('rmsNorm', { x: z }, weights);
      if (own !== undefined) return { value: own[0] };
      const { standard, scale } = normalized(z);
      return { value: scaled(standard, weights), residuals: [standard, scale] };
    },
    backward: (cotangent, { inputs: [z, ...weights], residuals: [standard, scale] }) => {
      const own = runOwn('rmsNormGradient', { x: z, dy: cotangent }, weights);
      if (own !== undefined) return own;
      const byStandard = scaled(cotangent, weights);
      const projected = mul(standard, mean(mul(byStandard, standard), axes, true));
      const byInput = mul(scale, sub(byStandard, projected));
      return [byInput, ...weights.map(() => reshape(sum(mul(cotangent, standard), others), sizes))];
    },
    reference: ([z, ...weights]) => scaled(normalized(z).standard, weights),
  });
}
