import { mul, sub, type Tensor } from '@tensorflow/tfjs-core';
import { matchesPath } from '../modules/pathPattern.js';
import type { OptimizerOptions } from './OptimizerOptions.js';

/**
 * A weight after decoupled decay (Loshchilov and Hutter 2017, arXiv:1711.05101), unless its path is excluded:
 *
 *     w ← w − α λ w
 */
export function decayWeight(
  path: string,
  value: Tensor,
  learningRate: number,
  { weightDecay = 0, excludeFromWeightDecay = [] }: OptimizerOptions,
): Tensor {
  if (weightDecay === 0 || excludeFromWeightDecay.some((pattern) => matchesPath(pattern, path))) return value;
  return sub(value, mul(value, weightDecay * learningRate));
}
