import { add, div, mean, mul, reshape, rsqrt, square, sub, sum } from '@tensorflow/tfjs-core';
import type { NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';
import { checkObject } from '../config/checkObject.js';
import { formatValue } from '../config/formatValue.js';
import { checkTensor } from '../engine/checkTensor.js';
import { customGradient } from '../engine/customGradient.js';
import { NOT_ROWS, tellKernelUse } from '../engine/kernelUse.js';
import { runOwnKernel } from '../engine/runOwnKernel.js';
import { checkShape, resolveAxes } from '../engine/shapes.js';
import { squareUnit } from './squareUnit.js';

/** Options of {@link layerNorm}. */
export interface LayerNormOptions {
  /** Scale, of the sizes of the normalized axes in the order of x. Default: none. */
  gamma?: Tensor;
  /** Shift, of the same shape. Default: none. */
  beta?: Tensor;
  /** Axes over which mean and variance are taken. Default: the last. */
  axis?: number | readonly number[];
  /** Added to the variance. Default 1e-3, as in Keras; the paper leaves it open. */
  epsilon?: number;
}

/**
 * Layer normalization (arXiv:1607.06450): `gamma · (x − mean) / √(variance + epsilon) + beta`.
 *
 * @param x float32, of any shape.
 * @returns Same shape. Differentiable any number of times by x, gamma and beta.
 * @throws Error when an axis does not exist or is named twice, gamma or beta has another shape, or epsilon is negative.
 */
export function layerNorm(x: Tensor, options: LayerNormOptions = {}): Tensor {
  const { gamma, beta, axis = -1, epsilon = 1e-3 } = checkObject('layerNorm', 'options', options);
  checkTensor('layerNorm', 'x', x, 'float32');
  const axes = resolveAxes('layerNorm', 'axis', axis, x.rank).sort((a, b) => a - b);
  const sizes = axes.map((one) => x.shape[one]);
  if (gamma !== undefined) checkShape('layerNorm', 'gamma', gamma, sizes, 'float32');
  if (beta !== undefined) checkShape('layerNorm', 'beta', beta, sizes, 'float32');
  if (!(Number.isFinite(epsilon) && epsilon >= 0)) {
    throw new Error(`layerNorm: epsilon must be at least 0, got ${formatValue(epsilon)}`);
  }

  const aligned = x.shape.map((size, i) => (axes.includes(i) ? size : 1));
  const given = [gamma, beta].filter((parameter) => parameter !== undefined);
  const normalized = (z: Tensor): { standard: Tensor; scale: Tensor } => {
    const nearly = sub(z, mean(z, axes, true));
    // The mean of values far from zero is rounded by more than they differ: what it left is taken off again.
    const centred = sub(nearly, mean(nearly, axes, true));
    const unit = squareUnit(centred, axes);
    const inUnits = div(centred, unit);
    const variance = mean(square(inUnits), axes, true);
    const inverse = rsqrt(add(variance, div(div(epsilon, unit), unit)));
    return { standard: mul(inUnits, inverse), scale: div(inverse, unit) };
  };
  const affine = (standard: Tensor, parameters: Tensor[]): Tensor => {
    const scaled = gamma === undefined ? standard : mul(standard, reshape(parameters[0], aligned));
    return beta === undefined ? scaled : add(scaled, reshape(parameters.at(-1)!, aligned));
  };
  const toParameter = (gradient: Tensor): Tensor => {
    const others = x.shape.map((_, i) => i).filter((i) => !axes.includes(i));
    return reshape(sum(gradient, others), sizes);
  };
  const named = (parameters: Tensor[]): NamedTensorMap => ({
    ...(gamma && { gamma: parameters[0] }),
    ...(beta && { beta: parameters.at(-1)! }),
  });
  const runOwn = (name: string, tensors: NamedTensorMap): Tensor[] | undefined => {
    // The kernels know rows: the last axes.
    if (axes[0] !== x.rank - axes.length) {
      tellKernelUse(name, NOT_ROWS);
      return undefined;
    }
    return runOwnKernel(name, tensors, { numAxes: axes.length, epsilon, byParameters: given.length > 0 });
  };
  return customGradient({
    inputs: [x, ...given],
    forward: ([z, ...parameters]) => {
      const own = runOwn('layerNorm', { x: z, ...named(parameters) });
      if (own !== undefined) return { value: own[0] };
      const { standard, scale } = normalized(z);
      return { value: affine(standard, parameters), residuals: [standard, scale] };
    },
    backward: (cotangent, { inputs: [z, ...parameters], residuals: [standard, scale] }) => {
      const own = runOwn('layerNormGradient', { x: z, dy: cotangent, ...named(parameters) });
      if (own !== undefined) return own.filter((_, i) => [x, gamma, beta][i] !== undefined);
      const byStandard = gamma === undefined ? cotangent : mul(cotangent, reshape(parameters[0], aligned));
      const projected = mul(standard, mean(mul(byStandard, standard), axes, true));
      const byInput = mul(scale, sub(sub(byStandard, mean(byStandard, axes, true)), projected));
      const byGamma = gamma === undefined ? [] : [toParameter(mul(cotangent, standard))];
      const byBeta = beta === undefined ? [] : [toParameter(cotangent)];
      return [byInput, ...byGamma, ...byBeta];
    },
    reference: ([z, ...parameters]) => affine(normalized(z).standard, parameters),
  });
}
