import { backend_util, BatchMatMul, getKernel, type BatchMatMulAttrs, type TensorInfo } from '@tensorflow/tfjs-core';
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { pinKernel } from '../../registrations.js';
import { sizeOf } from '../../shapes.js';
import { forEachRow, stretchedStrides } from './strides.js';

/** Rows and columns of a tile: its 16 sums stay in registers. */
const TILE = 4;

/**
 * Matrix products on the cpu backend, several times as fast as TensorFlow.js's loop, and summed in double precision.
 *
 * Rows of the left and columns of the right matrix are laid out contiguously and multiplied tile by tile.
 *
 * TensorFlow.js also multiplies the wrong matrices, without a word, when batch axes are stretched other than the first
 * ones of the smaller batch: `[2, 1]` by `[1, 3]`, or `[2, 3]` by `[2, 1]`. Other types than float32 stay with it.
 */
export function fixCpuMatMul(): void {
  const original = getKernel(BatchMatMul, 'cpu').kernelFunc;
  pinKernel({
    kernelName: BatchMatMul,
    backendName: 'cpu',
    kernelFunc: (parameters) => {
      const { a, b } = parameters.inputs as { a: TensorInfo; b: TensorInfo };
      const { transposeA, transposeB } = parameters.attrs as unknown as BatchMatMulAttrs;
      const inner = a.shape.at(transposeA ? -2 : -1)!;
      const fits = b.shape.at(transposeB ? -1 : -2) === inner;
      if (!fits || a.dtype !== 'float32' || b.dtype !== 'float32') return original(parameters);
      const batchShape = backend_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
      const cpu = parameters.backend as MathBackendCPU;
      const valuesA = cpu.data.get(a.dataId).values as Float32Array;
      const valuesB = cpu.data.get(b.dataId).values as Float32Array;
      const rows = a.shape.at(transposeA ? -1 : -2)!;
      const columns = b.shape.at(transposeB ? -2 : -1)!;
      const left = new Lines(rows, inner);
      const right = new Lines(columns, inner);
      const result = new Float32Array(sizeOf(batchShape) * rows * columns);
      const stridesOf = (x: TensorInfo): number[] => stretchedStrides(x.shape.slice(0, -2), batchShape.length);
      // One "row" per product: its single element is a matrix.
      forEachRow([...batchShape, 1], stridesOf(a), stridesOf(b), (batch, matrixA, matrixB) => {
        left.load(valuesA, matrixA * rows * inner, transposeA);
        right.load(valuesB, matrixB * columns * inner, !transposeB);
        multiply(left, right, result.subarray(batch * rows * columns, (batch + 1) * rows * columns));
      });
      return cpu.makeTensorInfo([...batchShape, rows, columns], 'float32', result);
    },
  });
}

/** The vectors that are multiplied with each other, one after the other, with zeros up to a whole number of tiles. */
class Lines {
  readonly values: Float32Array;
  private loaded = -1;

  constructor(
    readonly count: number,
    readonly length: number,
  ) {
    this.values = new Float32Array(Math.ceil(count / TILE) * TILE * length);
  }

  /** Takes one matrix, unless it is the one it has; `transposed` when a line is a column of it. */
  load(matrix: Float32Array, start: number, transposed: boolean): void {
    if (start === this.loaded) return;
    this.loaded = start;
    const { values, count, length } = this;
    if (!transposed) {
      values.set(matrix.subarray(start, start + count * length));
      return;
    }
    for (let i = 0; i < length; i++) {
      const row = start + i * count;
      for (let line = 0; line < count; line++) values[line * length + i] = matrix[row + line];
    }
  }
}

function multiply(left: Lines, right: Lines, result: Float32Array): void {
  const { values: a, count: rows, length } = left;
  const { values: b, count: columns } = right;
  const tile = new Float64Array(TILE * TILE);
  for (let row = 0; row < rows; row += TILE) {
    for (let column = 0; column < columns; column += TILE) {
      multiplyTile(a, row * length, b, column * length, length, tile);
      const height = Math.min(TILE, rows - row);
      const width = Math.min(TILE, columns - column);
      for (let i = 0; i < height; i++) {
        const start = (row + i) * columns + column;
        for (let j = 0; j < width; j++) result[start + j] = tile[i * TILE + j];
      }
    }
  }
}

/** The 16 sums as variables of their own: V8 keeps those in registers, and an array it does not. */
function multiplyTile(
  a: Float32Array,
  startA: number,
  b: Float32Array,
  startB: number,
  length: number,
  tile: Float64Array,
): void {
  let s00 = 0,
    s01 = 0,
    s02 = 0,
    s03 = 0;
  let s10 = 0,
    s11 = 0,
    s12 = 0,
    s13 = 0;
  let s20 = 0,
    s21 = 0,
    s22 = 0,
    s23 = 0;
  let s30 = 0,
    s31 = 0,
    s32 = 0,
    s33 = 0;
  for (let i = 0; i < length; i++) {
    const a0 = a[startA + i];
    const a1 = a[startA + length + i];
    const a2 = a[startA + 2 * length + i];
    const a3 = a[startA + 3 * length + i];
    const b0 = b[startB + i];
    const b1 = b[startB + length + i];
    const b2 = b[startB + 2 * length + i];
    const b3 = b[startB + 3 * length + i];
    s00 += a0 * b0;
    s01 += a0 * b1;
    s02 += a0 * b2;
    s03 += a0 * b3;
    s10 += a1 * b0;
    s11 += a1 * b1;
    s12 += a1 * b2;
    s13 += a1 * b3;
    s20 += a2 * b0;
    s21 += a2 * b1;
    s22 += a2 * b2;
    s23 += a2 * b3;
    s30 += a3 * b0;
    s31 += a3 * b1;
    s32 += a3 * b2;
    s33 += a3 * b3;
  }
  tile[0] = s00;
  tile[1] = s01;
  tile[2] = s02;
  tile[3] = s03;
  tile[4] = s10;
  tile[5] = s11;
  tile[6] = s12;
  tile[7] = s13;
  tile[8] = s20;
  tile[9] = s21;
  tile[10] = s22;
  tile[11] = s23;
  tile[12] = s30;
  tile[13] = s31;
  tile[14] = s32;
  tile[15] = s33;
}
