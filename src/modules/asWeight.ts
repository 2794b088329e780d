import { tensor, Tensor } from '@tensorflow/tfjs-core';
import { formatValue } from '../config/formatValue.js';
import { checkTensor } from '../engine/checkTensor.js';
import { formatShape, sizeOf, type Shape } from '../engine/shapes.js';

/**
 * A parameter's new value as a tensor of its shape.
 *
 * @param weight A tensor, or flat or nested numbers, also as the `values` of an object.
 * @throws Error such as `dense: weight of kernel must have shape [2, 3], got [3, 2]`.
 */
export function asWeight(
  where: string,
  path: string,
  weight: Tensor | ArrayLike<number> | { values: Float32Array },
  shape: Shape,
): Tensor {
  if (weight instanceof Tensor) checkTensor(where, `weight of ${path}`, weight, 'float32');
  const values = weight instanceof Tensor ? weight : valuesOf(weight);
  if (values === undefined) {
    throw new Error(`${where}: weight of ${path} must be a tensor or an array, got ${formatValue(weight)}`);
  }
  const made = values instanceof Tensor ? values : fromNumbers(values, shape);
  if (made.shape.join() === shape.join()) return made;
  throw new Error(`${where}: weight of ${path} must have shape ${formatShape(shape)}, got ${formatShape(made.shape)}`);
}

function valuesOf(weight: ArrayLike<number> | { values: Float32Array }): ArrayLike<number> | undefined {
  const values: unknown = (weight as { values?: unknown } | undefined)?.values;
  const given = ArrayBuffer.isView(values) || Array.isArray(values) ? values : weight;
  return ArrayBuffer.isView(given) || Array.isArray(given) ? (given as ArrayLike<number>) : undefined;
}

/** A tensor of flat values that fill the shape, or of nested ones that have it. */
function fromNumbers(values: ArrayLike<number>, shape: Shape): Tensor {
  const numbers = values as Float32Array;
  const fills = typeof values[0] === 'number' && values.length === sizeOf(shape);
  return fills ? tensor(numbers, [...shape], 'float32') : tensor(numbers, undefined, 'float32');
}
