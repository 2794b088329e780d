import { Tensor, type DataType } from '@tensorflow/tfjs-core';
import { formatValue } from '../config/formatValue.js';

/** What a message calls a value: `an int32 tensor`, or as {@link formatValue} does. */
export function formatTensor(value: unknown): string {
  if (!(value instanceof Tensor)) return formatValue(value);
  if (value.isDisposed) return 'a disposed tensor';
  return `${value.dtype === 'int32' ? 'an' : 'a'} ${value.dtype} tensor`;
}

/**
 * Refuses what is not a tensor, was disposed, or is of another type: TensorFlow.js would take a number or an array, and
 * fail somewhere inside over the others, or convert them.
 *
 * Looks at the tensor, never at its values.
 *
 * @param dtype Of the elements; any without it.
 * @throws Error such as `gelu: x must be a float32 tensor, got an int32 tensor`.
 */
export function checkTensor(where: string, name: string, value: unknown, dtype?: DataType): void {
  if (value instanceof Tensor && !value.isDisposed && (dtype === undefined || value.dtype === dtype)) return;
  const disposed = value instanceof Tensor && value.isDisposed;
  const kind = disposed || dtype === undefined ? 'tensor' : `${dtype} tensor`;
  const must = `${dtype === 'int32' && !disposed ? 'an' : 'a'} ${kind}${disposed ? ' that is not disposed' : ''}`;
  throw new Error(`${where}: ${name} must be ${must}, got ${formatTensor(value)}`);
}

/**
 * {@link checkTensor} of each of a list.
 *
 * @throws Error such as `recompute: inputs[1] must be a tensor, got 5`.
 */
export function checkTensors(where: string, name: string, values: readonly unknown[], dtype?: DataType): void {
  if (!Array.isArray(values))
    throw new Error(`${where}: ${name} must be a list of tensors, got ${formatTensor(values)}`);
  values.forEach((value, i) => checkTensor(where, `${name}[${i}]`, value, dtype));
}
