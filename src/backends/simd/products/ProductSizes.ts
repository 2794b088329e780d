import { backend_util, type TensorInfo } from '@tensorflow/tfjs-core';
import { stretchedStrides } from '../../../engine/fixes/cpu/strides.js';
import { sizeOf } from '../../../engine/shapes.js';
import { axisTable } from '../axisTable.js';

/** Operands of a product of matrices, or of batches of them. */
export interface Product {
  a: TensorInfo;
  b: TensorInfo;
  transposeA: boolean;
  transposeB: boolean;
}

/** The sizes of products `[M, K]` by `[K, N]`, and which matrices of the operands they are of. */
export class ProductSizes {
  readonly M: number;
  readonly N: number;
  readonly K: number;
  readonly batchShape: number[];
  /** How many products there are. */
  readonly batches: number;
  private readonly batchA: number[];
  private readonly batchB: number[];

  constructor({ a, b, transposeA, transposeB }: Product) {
    this.M = a.shape.at(transposeA ? -1 : -2)!;
    this.K = a.shape.at(transposeA ? -2 : -1)!;
    this.N = b.shape.at(transposeB ? -2 : -1)!;
    this.batchA = a.shape.slice(0, -2);
    this.batchB = b.shape.slice(0, -2);
    this.batchShape = backend_util.assertAndGetBroadcastShape(this.batchA, this.batchB);
    this.batches = sizeOf(this.batchShape);
  }

  /** What a kernel needs to walk the batches of operands whose matrices are so many bytes apart; good for its next run. */
  walk(memory: WebAssembly.Memory, matrixA: number, matrixB: number): number[] {
    const { batchShape } = this;
    const [stridesA, stridesB] = [this.batchA, this.batchB].map((shape) => stretchedStrides(shape, batchShape.length));
    const { row, axes } = axisTable(memory, batchShape, stridesA, stridesB, [matrixA, matrixB]);
    return [row.size, row.strideA * matrixA, row.strideB * matrixB, ...axes];
  }
}
