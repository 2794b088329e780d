import { add, mul, sub, type Tensor } from '@tensorflow/tfjs-core';
import type { OptimizerOptions } from './OptimizerOptions.js';

/**
 * The moving average of a weight after an update, and the weight itself: the average at every
 * `emaOverwriteFrequency`-th update (Polyak and Juditsky 1992; exponential as in tf_keras).
 *
 *     a ← a + (1 − β)(w − a)
 *
 * @param before The average until now.
 * @param value The weight after update number `step`.
 * @returns The value alone without `useEma`.
 */
export function nextAverage(
  before: Tensor,
  value: Tensor,
  step: number,
  { useEma = false, emaMomentum = 0.99, emaOverwriteFrequency = Infinity }: OptimizerOptions,
): { value: Tensor; average?: Tensor } {
  if (!useEma) return { value };
  const average = add(before, mul(sub(value, before), 1 - emaMomentum));
  return { value: step % emaOverwriteFrequency === 0 ? average : value, average };
}
