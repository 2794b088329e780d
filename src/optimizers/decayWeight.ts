import { mul, sub, type Tensor } from '@tensorflow/tfjs-core';
import { decayShare } from './decayShare.js';
import type { OptimizerOptions } from './OptimizerOptions.js';

/**
 * A weight after decoupled decay (Loshchilov and Hutter 2017, arXiv:1711.05101), unless its path is excluded:
 *
 *     w ← w − α λ w
 */
export function decayWeight(path: string, value: Tensor, learningRate: number, options: OptimizerOptions): Tensor {
  const share = decayShare(path, learningRate, options);
  return share === undefined ? value : sub(value, mul(value, share));
}
