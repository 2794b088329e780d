import { div, maximum, mul, reshape, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { squareUnit } from '../ops/squareUnit.js';
import { globalNorm } from './globalNorm.js';
import { normInDouble } from './normInDouble.js';

/**
 * What to multiply tensors with so that the norm over all of them is at most a limit: a scalar, 1 where it is already.
 *
 * The norm is taken in a unit in which it is finite: clipping is for gradients that explode, and an infinite norm would
 * make all of them zero.
 *
 * @param limit Above 0.
 */
export function clipFactor(tensors: readonly Tensor[], limit: number): Tensor {
  return tidy(() => div(limit, maximum(normInDouble(tensors) ?? normInUnits(tensors), limit)));
}

function normInUnits(tensors: readonly Tensor[]): Tensor {
  const units = tensors.map((x) => reshape(squareUnit(reshape(x, [-1]), [0]), []));
  const unit = units.reduce((largest, one) => maximum(largest, one));
  return mul(globalNorm(tensors.map((x) => div(x, unit))), unit);
}
