import { add, div, type Tensor } from '@tensorflow/tfjs-core';
import type { Parameter } from '../modules/Parameter.js';
import type { OptimizerMemory } from './OptimizerMemory.js';
import type { OptimizerOptions } from './OptimizerOptions.js';
import { rateFactor } from './rateFactor.js';

/**
 * The gradients of the update that these gradients complete: means over `gradientAccumulationSteps` calls, by path.
 * Nothing where more are to come; they then wait in memory. Paths whose learning rate is 0 are left out.
 *
 * A path that is missing in some of the calls counts as zero there. Sums wait, not means: they are divided once, and so
 * round as the mean over one large batch does.
 *
 * @param owners Whose gradients they are.
 */
export function accumulateGradients(
  memory: OptimizerMemory,
  owners: ReadonlyMap<string, Parameter>,
  gradients: ReadonlyMap<string, Tensor>,
  { gradientAccumulationSteps = 1, learningRates }: OptimizerOptions,
): ReadonlyMap<string, Tensor> | undefined {
  const moving = new Map([...gradients].filter(([path]) => rateFactor(path, learningRates) > 0));
  if (gradientAccumulationSteps === 1) return moving;
  // What waits outlives the caller's tensors: hence copies.
  const sums = new Map([...moving].map(([path, gradient]) => [path, gradient.clone()]));
  for (const [path, { accumulated }] of memory.entries()) {
    if (accumulated === undefined) continue;
    const gradient = moving.get(path);
    sums.set(path, gradient === undefined ? accumulated : add(accumulated, gradient));
  }
  if (memory.calls + 1 === gradientAccumulationSteps) {
    return new Map([...sums].map(([path, sum]) => [path, div(sum, gradientAccumulationSteps)]));
  }
  for (const [path, accumulated] of sums) {
    memory.replace(path, owners.get(path)!, { ...memory.of(path), accumulated });
  }
  memory.calls++;
  return undefined;
}
