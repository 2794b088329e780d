import { _FusedMatMul, BatchMatMul, util, type BatchMatMulAttrs, type TensorInfo } from '@tensorflow/tfjs-core';

const PRODUCTS = new Set([BatchMatMul, _FusedMatMul, 'linear']);

/** Floating-point operations of a kernel that multiplies matrices, its two operands first; 0 of any other. */
export function operationsOf(
  name: string,
  [a]: readonly TensorInfo[],
  [product]: readonly TensorInfo[],
  attributes?: object,
): number {
  if (!PRODUCTS.has(name)) return 0;
  const { transposeA } = (attributes ?? {}) as Partial<BatchMatMulAttrs>;
  return 2 * util.sizeFromShape(product.shape) * a.shape.at(transposeA ? -2 : -1)!;
}
