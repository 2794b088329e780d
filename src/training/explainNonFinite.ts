import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import { formatShape } from '../engine/shapes.js';
import type { AnyModule } from '../modules/Module.js';
import { valueAndGradients } from '../modules/valueAndGradients.js';
import { findNonFiniteOperation } from './findNonFiniteOperation.js';
import { NonFiniteError } from './NonFiniteError.js';
import { nonFiniteOrigin } from './nonFiniteOrigin.js';
import type { TrainingPosition } from './TrainingPosition.js';

/** The step that gave something not finite. */
export interface FailedStep {
  model: AnyModule;
  batch: unknown;
  /** Its loss: the same one, however often it is called. */
  loss: () => Tensor;
  position: TrainingPosition;
  /** How many batches in a row have failed, this one among them. */
  inARow: number;
  /** Whether the step is computed once more, to name the operation. */
  debug: boolean;
}

/**
 * The same error with its origin: the number of the batch or the parameter that was not finite before the step, or else, where
 * that is asked for, the operation that made the first such number out of finite ones.
 */
export async function explainNonFinite(
  { tensor, value }: NonFiniteError,
  { model, batch, loss, position, inARow, debug }: FailedStep,
): Promise<NonFiniteError> {
  const notes = inARow === 1 ? [] : [`${inARow} batches in a row`];
  const origin = await nonFiniteOrigin(batch, model);
  if (origin !== undefined) return new NonFiniteError('train', origin.tensor, origin.value, position, notes);
  if (debug) notes.push(await operationOf(model, loss));
  return new NonFiniteError('train', tensor, value, position, notes);
}

async function operationOf(model: AnyModule, loss: () => Tensor): Promise<string> {
  const found = await findNonFiniteOperation(() => {
    const { value, gradients } = valueAndGradients(loss, model);
    dispose([value, ...gradients.values()]);
  });
  if (found === undefined) return 'no operation made it of finite numbers';
  const { kernel, inputs, output, value } = found;
  return `${kernel} of ${inputs.map(formatShape).join(' and ')} gave ${value} in ${formatShape(output)}`;
}
