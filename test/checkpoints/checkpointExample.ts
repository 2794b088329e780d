import { tensor } from '@tensorflow/tfjs-core';
import type { CheckpointOptions } from '../../src/checkpoints/Checkpoint.js';
import { AdamW } from '../../src/optimizers/AdamW.js';
import type { Optimizer } from '../../src/optimizers/Optimizer.js';
import { applyGradients } from '../helpers/applyGradients.js';
import { ListModule } from '../helpers/ListModule.js';

/** A training in the midst of a step. */
export interface CheckpointExample {
  module: ListModule;
  optimizer: Optimizer;
  options: Required<CheckpointOptions>;
  dispose: () => void;
}

/** An optimizer that remembers all it can. */
export function exampleOptimizer(): AdamW {
  return new AdamW({ weightDecay: 0.1, useEma: true, gradientAccumulationSteps: 2 });
}

/** Two steps, and half of a third. */
export function checkpointExample(): CheckpointExample {
  const module = new ListModule([tensor([1, -0, 3e38, 1e-45], [2, 2]), tensor([0.1, 0.2, 0.3])]);
  const optimizer = exampleOptimizer();
  for (const call of [1, 2, 3, 4, 5]) {
    applyGradients(optimizer, module, { 'list.0': [call, -1, 1e-3, 0], 'list.1': [0.5, call, -call] });
  }
  return {
    module,
    optimizer,
    options: { step: 2, batches: 5, details: { seed: '7', config: '{"layers":[1,2]}', '': 'no name' } },
    dispose: () => {
      module.dispose();
      optimizer.dispose();
    },
  };
}
