import { backend_util, BatchMatMul, type BatchMatMulAttrs, type TensorInfo } from '@tensorflow/tfjs-core';
import { forEachRow, stretchedStrides } from '../../../engine/fixes/cpu/strides.js';
import { sizeOf } from '../../../engine/shapes.js';
import { replaceKernel } from '../replaceKernel.js';
import type { SimdBackend } from '../SimdBackend.js';

/** Bytes of the panels that rows or columns are laid out in: `lines` up to a whole number of panels. */
const panelBytes = (lines: number, perPanel: number, inner: number): number =>
  Math.ceil(lines / perPanel) * perPanel * inner * 4;

/** A kernel that does all its work at once. */
const ONCE = { items: 1, chunk: 1 };

/**
 * Products of float32 matrices, transposed or not, with any broadcasting of their batches; summed in float32, in order
 * of the inner axis. Other types, and matrices without elements, stay with the cpu kernel.
 */
export function replaceMatMul(): void {
  replaceKernel(BatchMatMul, (call, inherited) => {
    const { a, b } = call.inputs as { a: TensorInfo; b: TensorInfo };
    const { transposeA, transposeB } = call.attrs as unknown as BatchMatMulAttrs;
    const inner = a.shape.at(transposeA ? -2 : -1)!;
    const fits = b.shape.at(transposeB ? -1 : -2) === inner;
    const empty = sizeOf(a.shape) === 0 || sizeOf(b.shape) === 0;
    if (!fits || empty || a.dtype !== 'float32' || b.dtype !== 'float32') return inherited(call);
    const simd = call.backend as SimdBackend;
    const rows = a.shape.at(transposeA ? -1 : -2)!;
    const columns = b.shape.at(transposeB ? -2 : -1)!;
    const batchShape = backend_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
    const product = simd.output([...batchShape, rows, columns]);
    const [startA, startB, startC] = [a, b, product].map((x) => simd.address(x));
    const [bytesA, bytesB] = [panelBytes(rows, 4, inner), panelBytes(columns, 8, inner)];
    const stridesOf = (x: TensorInfo): number[] => stretchedStrides(x.shape.slice(0, -2), batchShape.length);
    simd.withScratch(bytesA + bytesB, (panelsA) => {
      const panelsB = panelsA + bytesA;
      let [packedA, packedB] = [-1, -1];
      // One "row" per product: its single element is a matrix.
      forEachRow([...batchShape, 1], stridesOf(a), stridesOf(b), (batch, matrixA, matrixB) => {
        if (matrixA !== packedA)
          simd.run('packRows', ONCE, startA + matrixA * rows * inner * 4, +transposeA, rows, inner, panelsA);
        if (matrixB !== packedB)
          simd.run('packColumns', ONCE, startB + matrixB * columns * inner * 4, +transposeB, columns, inner, panelsB);
        [packedA, packedB] = [matrixA, matrixB];
        simd.run('matMulPanels', ONCE, panelsA, panelsB, startC + batch * rows * columns * 4, rows, columns, inner);
      });
    });
    return product;
  });
}
