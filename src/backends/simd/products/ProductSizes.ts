import { backend_util, type TensorInfo } from '@tensorflow/tfjs-core';
import { forEachRow, stretchedStrides } from '../../../engine/fixes/cpu/strides.js';
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
  /** How many products there are. */
  readonly batches: number;
  /** The shape of the result. */
  readonly shape: number[];
  private readonly batchShape: number[];
  private readonly batchA: number[];
  private readonly batchB: number[];

  constructor({ a, b, transposeA, transposeB }: Product) {
    const rows = a.shape.at(transposeA ? -1 : -2)!;
    this.K = a.shape.at(transposeA ? -2 : -1)!;
    this.N = b.shape.at(transposeB ? -2 : -1)!;
    const [batchA, batchB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
    const batchShape = backend_util.assertAndGetBroadcastShape(batchA, batchB);
    this.shape = [...batchShape, rows, this.N];
    // The rows of all batches by one matrix are one product.
    const joined = !transposeA && sizeOf(batchB) === 1;
    this.M = joined ? sizeOf(batchShape) * rows : rows;
    [this.batchShape, this.batchA, this.batchB] = joined ? [[], [], []] : [batchShape, batchA, batchB];
    this.batches = sizeOf(this.batchShape);
  }

  /** What a kernel needs to walk the batches of operands whose matrices are so many bytes apart; good for its next run. */
  walk(memory: WebAssembly.Memory, matrixA: number, matrixB: number): number[] {
    if (this.batches === 1) return [1, 0, 0, 0, 0];
    const { row, axes } = axisTable(memory, this.batchShape, ...this.strides(), [matrixA, matrixB]);
    return [row.size, row.strideA * matrixA, row.strideB * matrixB, ...axes];
  }

  /** Which matrices of the left and of the right operand each product is of, by their order. */
  pairs(): [number, number][] {
    const pairs: [number, number][] = [];
    // Each batch is a row of its own.
    const [stridesA, stridesB] = this.strides();
    forEachRow([...this.batchShape, 1], [...stridesA, 0], [...stridesB, 0], (_, a, b) => pairs.push([a, b]));
    return pairs;
  }

  private strides(): [number[], number[]] {
    const { length } = this.batchShape;
    return [stretchedStrides(this.batchA, length), stretchedStrides(this.batchB, length)];
  }
}
