import { backend_util, type DataType, type TensorInfo } from '@tensorflow/tfjs-core';
import { stretchedStrides } from '../../engine/fixes/cpu/strides.js';
import { sizeOf } from '../../engine/shapes.js';
import { axisTable } from './axisTable.js';
import { ELEMENTS } from './chunks.js';
import type { SimdBackend } from './SimdBackend.js';

/**
 * The result of a kernel that computes each element from one of `a` and one of `b`, either stretched where the other has
 * more.
 *
 * @throws Error when neither fits the other's shape: TensorFlow.js's own.
 */
export function runPairs(simd: SimdBackend, name: string, a: TensorInfo, b: TensorInfo, dtype: DataType): TensorInfo {
  const shape = backend_util.assertAndGetBroadcastShape(a.shape, b.shape);
  const result = simd.output(shape, dtype);
  const items = sizeOf(shape);
  if (items === 0) return result;
  const [stridesA, stridesB] = [a, b].map((x) => stretchedStrides(x.shape, shape.length));
  const bytes = a.dtype === 'bool' ? 1 : 4;
  const { row, axes } = axisTable(simd.heap.memory, shape, stridesA, stridesB, [bytes, bytes]);
  const [startA, startB, to] = [a, b, result].map((x) => simd.address(x));
  simd.run(name, { items, chunk: ELEMENTS }, startA, startB, to, row.size, row.strideA, row.strideB, ...axes);
  return result;
}
