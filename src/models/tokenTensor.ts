import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import { checkInstance } from '../config/checkInstance.js';
import { checkSizes, formatShape, sizeOf, type Shape } from '../engine/shapes.js';

/**
 * Tokens of a batch as a tensor.
 *
 * @param where Begins the error messages.
 * @param batch Holds them, and their shape.
 * @throws Error such as `classificationLoss: batch.shape must be [batch, length] of the 6 inputs, got [2, 2]`.
 */
export function tokenTensor<Tokens extends string, Sizes extends string>(
  where: string,
  batch: Record<Tokens, Int32Array> & Record<Sizes, Shape>,
  tokens: Tokens,
  sizes: Sizes,
): Tensor {
  const [values, shape] = [batch[tokens] as Int32Array, batch[sizes] as Shape];
  checkInstance(where, `batch.${tokens}`, values, Int32Array, 'an Int32Array');
  checkSizes(where, `batch.${sizes}`, shape);
  if (shape.length === 2 && values.length === sizeOf(shape)) return tensor(values, [...shape], 'int32');
  throw new Error(
    `${where}: batch.${sizes} must be [batch, length] of the ${values.length} ${tokens}, got ${formatShape(shape)}`,
  );
}
