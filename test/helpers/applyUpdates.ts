import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import type { Optimizer } from '../../src/optimizers/Optimizer.js';
import { ListModule } from './ListModule.js';

/** The values of a parameter after each of these updates, `shape` (default a vector). Frees the optimizer's state. */
export function applyUpdates(
  optimizer: Optimizer,
  start: number[],
  gradients: number[][],
  shape?: number[],
): number[][] {
  const module = new ListModule([tensor(start, shape)]);
  try {
    return gradients.map((values) => {
      const gradient: Tensor = tensor(values, shape);
      try {
        optimizer.apply(module, new Map([['list.0', gradient]]));
      } finally {
        gradient.dispose();
      }
      return Array.from(module.list[0].value.dataSync());
    });
  } finally {
    module.dispose();
    optimizer.dispose();
  }
}
