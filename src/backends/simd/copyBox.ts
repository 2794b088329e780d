import type { TensorInfo } from '@tensorflow/tfjs-core';
import { rowMajorStrides } from '../../engine/fixes/cpu/strides.js';
import { copyStrided } from './copyStrided.js';
import { elementType } from './elementType.js';
import type { SimdBackend } from './SimdBackend.js';

/**
 * Elements of x as a tensor of their own, of the size of the box unless another shape of as many is given: along each axis
 * `size[i]` of them from `begin[i]` on, `step[i]` apart.
 */
export function copyBox(
  simd: SimdBackend,
  x: TensorInfo,
  begin: readonly number[],
  size: readonly number[],
  { step, shape = [...size] }: { step?: readonly number[]; shape?: number[] } = {},
): TensorInfo {
  const { bytes } = elementType(x)!;
  const strides = rowMajorStrides(x.shape);
  const offset = begin.reduce((sum, start, i) => sum + start * strides[i], 0);
  const result = simd.output(shape, x.dtype);
  const from = {
    address: simd.address(x) + offset * bytes,
    strides: strides.map((stride, i) => stride * (step?.[i] ?? 1)),
  };
  copyStrided(simd, size, from, { address: simd.address(result), strides: rowMajorStrides(size) }, bytes);
  return result;
}
