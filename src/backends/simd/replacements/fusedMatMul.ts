import {
  _FusedMatMul,
  Elu,
  getKernel,
  LeakyRelu,
  Prelu,
  Relu6,
  Sigmoid,
  type _FusedMatMulAttrs,
  type NamedAttrMap,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../engine/shapes.js';
import { isMultiplied, multiplyMatrices } from '../products/multiplyMatrices.js';
import { replaceKernel } from '../replaceKernel.js';
import type { SimdBackend } from '../SimdBackend.js';

/** Activations that have kernels of their own; `linear` and `relu` are part of the product. */
const ACTIVATIONS: Record<string, string> = {
  elu: Elu,
  leakyrelu: LeakyRelu,
  prelu: Prelu,
  relu6: Relu6,
  sigmoid: Sigmoid,
};

/**
 * `fused.matMul`: products of float32 matrices with a bias for each column, or one for all, and any activation; the same
 * numbers as of one operation after the other. Other types, shapes and biases stay with the cpu kernel.
 */
export function replaceFusedMatMul(): void {
  replaceKernel(_FusedMatMul, (call, inherited) => {
    const {
      a,
      b,
      bias,
      preluActivationWeights: alphas,
    } = call.inputs as Record<string, TensorInfo> & { bias?: TensorInfo };
    const { transposeA, transposeB, activation, leakyreluAlpha } = call.attrs as unknown as _FusedMatMulAttrs;
    const product = { a, b, transposeA, transposeB };
    const columns = b.shape.at(transposeB ? -2 : -1)!;
    const activated = activation as string;
    const known = activated === 'linear' || activated === 'relu' || activated in ACTIVATIONS;
    const added = bias === undefined || isForColumns(bias, columns, Math.max(a.shape.length, b.shape.length));
    if (!known || !added || !isMultiplied(product)) return inherited(call);
    const simd = call.backend as SimdBackend;
    const x = multiplyMatrices(simd, product, { bias, relu: activated === 'relu' });
    if (!(activated in ACTIVATIONS)) return x;
    const inputs = activated === 'prelu' ? { x, alpha: alphas } : { x };
    const attrs: NamedAttrMap = { alpha: leakyreluAlpha ?? 0.2 };
    const result = getKernel(ACTIVATIONS[activated], 'simd').kernelFunc({ inputs, attrs, backend: simd });
    simd.disposeIntermediateTensorInfo(x);
    return result;
  });
}

/** Whether a bias is one number for each column, or one for all, and does not add axes. */
function isForColumns(bias: TensorInfo, columns: number, rank: number): boolean {
  const size = sizeOf(bias.shape);
  const fits = size === 1 || (size === columns && bias.shape.at(-1) === columns);
  return bias.dtype === 'float32' && fits && bias.shape.length <= rank;
}
