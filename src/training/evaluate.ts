import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { CallOptions } from '../modules/CallOptions.js';

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
  let [sum, weights] = [0, 0];
  for await (const batch of batches) {
    const value = tidy(() => loss(model, batch, { training: false }));
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
