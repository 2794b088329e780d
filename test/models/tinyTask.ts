import type { Tensor } from '@tensorflow/tfjs-core';
import type { CallOptions } from '../../src/modules/CallOptions.js';
import type { AnyModule } from '../../src/modules/Module.js';
import { AdamW } from '../../src/optimizers/AdamW.js';
import { trainStep } from '../../src/training/trainStep.js';

/** The losses of a model that is trained on one batch, step after step. */
export async function lossesOf(
  model: AnyModule,
  loss: (options: CallOptions) => Tensor,
  steps: number,
): Promise<number[]> {
  const optimizer = new AdamW({ learningRate: 1e-2 });
  const losses: number[] = [];
  for (let i = 0; i < steps; i++) losses.push(await trainStep(model, optimizer, loss));
  optimizer.dispose();
  return losses;
}
