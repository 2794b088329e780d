import { tensor, Tensor, tidy, Variable } from '@tensorflow/tfjs-core';
import { formatValue } from '../config/formatValue.js';

/** The value of a function at a point, on the CPU. */
export interface Evaluation {
  shape: number[];
  values: Float32Array;
}

/**
 * Makes a function of plain numbers of a function of tensors. Nothing outlives a call of it.
 *
 * A variable is given the numbers in place, since a layer reads its parameters and not what it is passed: whoever
 * moves variables puts them back. Any other input is passed as a tensor of its own.
 *
 * @param where Begins the error message.
 * @throws Error, the function made, when `f` does not return a float32 tensor.
 */
export function evaluator(
  where: string,
  f: (...inputs: Tensor[]) => Tensor,
  inputs: Tensor[],
): (point: Float32Array[]) => Evaluation {
  return (point) =>
    tidy(() => {
      const moved = inputs.map((input, i) => {
        const there = tensor(point[i], input.shape);
        if (!(input instanceof Variable)) return there;
        input.assign(there);
        return input;
      });
      const value = f(...moved);
      const got = value instanceof Tensor ? value.dtype : formatValue(value);
      if (got !== 'float32') throw new Error(`${where}: f must return a float32 tensor, got ${got}`);
      return { shape: value.shape, values: new Float32Array(value.dataSync()) };
    });
}
