import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../engine/shapes.js';
import { ELEMENTS } from './chunks.js';
import type { SimdBackend } from './SimdBackend.js';

/**
 * The result of a kernel that computes each element from those at the same place in some tensors of one shape.
 *
 * @param options Numbers that the kernel is called with behind the addresses.
 */
export function runEach(
  simd: SimdBackend,
  name: string,
  inputs: readonly TensorInfo[],
  dtype: DataType,
  ...options: number[]
): TensorInfo {
  const [{ shape }] = inputs;
  const result = simd.output(shape, dtype);
  const addresses = [...inputs, result].map((x) => simd.address(x));
  simd.run(name, { items: sizeOf(shape), chunk: ELEMENTS / 2 }, ...addresses, ...options);
  return result;
}
