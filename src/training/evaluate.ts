import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkFunction } from '../config/checkFunction.js';
import { checkIterable } from '../config/checkIterable.js';
import { checkTensor } from '../engine/checkTensor.js';
import type { CallOptions } from '../modules/CallOptions.js';
import { breathe } from './breathe.js';

/**
 * The mean loss over batches, without training.
 *
 * @param loss The mean loss of a batch, a scalar.
 * @param batches Each is weighted by its number of rows where it says its shape, equally otherwise.
 * @throws Error when there is no batch.
 */
export async function evaluate<Model, Batch>(
  model: Model,
  batches: Iterable<Batch> | AsyncIterable<Batch>,
  loss: (model: Model, batch: Batch, options: CallOptions) => Tensor,
): Promise<number> {
  checkIterable('evaluate', 'batches', batches, true);
  checkFunction('evaluate', 'loss', loss);
  let [sum, weights] = [0, 0];
  for await (const batch of batches) {
    await breathe();
    const value = tidy(() => {
      const given = loss(model, batch, { training: false });
      checkTensor('evaluate', 'value of loss', given);
      if (given.size !== 1) throw new Error(`evaluate: loss must be a scalar, got ${given.size} values`);
      return given;
    });
    const [number] = await value.data();
    value.dispose();
    const weight = batchRows(batch);
    sum += number * weight;
    weights += weight;
  }
  if (weights === 0) throw new Error('evaluate: batches must hold at least one batch, got none');
  return sum / weights;
}

function batchRows(batch: unknown): number {
  const { shape } = batch as { shape?: unknown };
  return Array.isArray(shape) && typeof shape[0] === 'number' ? shape[0] : 1;
}
