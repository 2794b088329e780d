import { matchesPath } from '../modules/pathPattern.js';
import type { OptimizerOptions } from './OptimizerOptions.js';

/** The share of a weight that goes before an update, α λ; nothing where it does not decay. */
export function decayShare(
  path: string,
  learningRate: number,
  { weightDecay = 0, excludeFromWeightDecay = [] }: OptimizerOptions,
): number | undefined {
  if (weightDecay === 0 || excludeFromWeightDecay.some((pattern) => matchesPath(pattern, path))) return undefined;
  return weightDecay * learningRate;
}
