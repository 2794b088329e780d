import { Tensor, tensor, type TensorLike } from '@tensorflow/tfjs-core';
import { formatValue } from '../../config/formatValue.js';
import { checkTensor } from '../../engine/checkTensor.js';

/**
 * A tensor as it is, or one made of numbers or booleans: nested arrays, a typed array, a single one.
 *
 * @throws Error when it is neither, such as `MultiHeadAttention: query must be a tensor or numbers, got 'text'`.
 */
export function asTensor(where: string, name: string, given: Tensor | TensorLike): Tensor {
  if (given instanceof Tensor) {
    checkTensor(where, name, given);
    if (isNumeric(given.dtype)) return given;
  }
  const listed =
    typeof given === 'number' || typeof given === 'boolean' || Array.isArray(given) || ArrayBuffer.isView(given);
  if (!listed) throw refusal(where, name, given);
  try {
    const made = tensor(given as TensorLike);
    if (isNumeric(made.dtype)) return made;
  } catch (cause) {
    throw refusal(where, name, given, cause);
  }
  throw refusal(where, name, given);
}

function isNumeric(dtype: string): boolean {
  return dtype === 'float32' || dtype === 'int32' || dtype === 'bool';
}

function refusal(where: string, name: string, given: unknown, cause?: unknown): Error {
  return new Error(`${where}: ${name} must be a tensor or numbers, got ${formatValue(given)}`, { cause });
}
