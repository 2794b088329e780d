import type { Tensor } from '@tensorflow/tfjs-core';
import type { Shape } from '../engine/shapes.js';
import type { OptimizerMemory, Remembered } from './OptimizerMemory.js';

/** What an optimizer remembers, as plain data. Nothing to dispose. */
export interface OptimizerState {
  /** How many updates were made. */
  step: number;
  /** How many calls of `apply` were made since the last update; below `gradientAccumulationSteps`. */
  calls: number;
  /**
   * Copies of all tensors, row-major: `slots.<path>.<slot>` is what the rule remembers of a parameter, such as
   * `slots.blocks.0.attention.query.kernel.mean`, `average.<path>` its moving average, and `accumulated.<path>` the sum of
   * the gradients that wait for the next update.
   */
  tensors: Map<string, { shape: Shape; values: Float32Array }>;
}

/** What is remembered of a parameter, by the names that a state has for it. */
export function stateNames(path: string, { slots = {}, average, accumulated }: Remembered): Map<string, Tensor> {
  const names = new Map(Object.entries(slots).map(([slot, tensor]) => [`slots.${path}.${slot}`, tensor]));
  if (average !== undefined) names.set(`average.${path}`, average);
  if (accumulated !== undefined) names.set(`accumulated.${path}`, accumulated);
  return names;
}

/** What a memory holds. */
export function stateOf(memory: OptimizerMemory): OptimizerState {
  const tensors: OptimizerState['tensors'] = new Map();
  for (const [path, remembered] of memory.entries()) {
    for (const [name, tensor] of stateNames(path, remembered)) {
      tensors.set(name, { shape: [...tensor.shape], values: new Float32Array(tensor.dataSync()) });
    }
  }
  return { step: memory.step, calls: memory.calls, tensors };
}
