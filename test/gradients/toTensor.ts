import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import type { NdArray } from '../float64/array.js';

/** The same numbers in float32, or another type. */
export function toTensor({ shape, values }: NdArray, dtype: 'float32' | 'int32' = 'float32'): Tensor {
  return tensor(values, [...shape], dtype);
}

/** The same truths as a bool tensor. */
export function toBool({ shape, values }: NdArray<boolean>): Tensor {
  return tensor(Uint8Array.from(values, Number), [...shape], 'bool');
}
