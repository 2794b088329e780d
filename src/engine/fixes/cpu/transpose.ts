import { getKernel, Tile, Transpose, util } from '@tensorflow/tfjs-core';
import type { TensorInfo, TileAttrs, TransposeAttrs, TypedArray } from '@tensorflow/tfjs-core';
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { pinKernel } from '../../registrations.js';
import { forEachRow, rowMajorStrides, stretchedStrides } from './strides.js';

/**
 * Transposition and the repetition of axes of size 1, on the cpu backend.
 *
 * TensorFlow.js computes the coordinates of every element in an array of its own. Strings and the repetition of other
 * axes stay with the original.
 */
export function fixCpuTranspose(): void {
  const originalTranspose = getKernel(Transpose, 'cpu').kernelFunc;
  pinKernel({
    kernelName: Transpose,
    backendName: 'cpu',
    kernelFunc: (parameters) => {
      const { x } = parameters.inputs as { x: TensorInfo };
      const { perm } = parameters.attrs as unknown as TransposeAttrs;
      if (!isNumeric(x) || x.shape.length === 0) return originalTranspose(parameters);
      const strides = rowMajorStrides(x.shape);
      return copy(
        parameters.backend as MathBackendCPU,
        x,
        perm.map((axis) => x.shape[axis]),
        perm.map((axis) => strides[axis]),
      );
    },
  });
  const originalTile = getKernel(Tile, 'cpu').kernelFunc;
  pinKernel({
    kernelName: Tile,
    backendName: 'cpu',
    kernelFunc: (parameters) => {
      const { x } = parameters.inputs as { x: TensorInfo };
      const { reps } = parameters.attrs as unknown as TileAttrs;
      const stretches = reps.length === x.shape.length && reps.every((times, i) => times === 1 || x.shape[i] === 1);
      if (!isNumeric(x) || !stretches || x.shape.length === 0) return originalTile(parameters);
      const shape = x.shape.map((size, axis) => size * reps[axis]);
      return copy(parameters.backend as MathBackendCPU, x, shape, stretchedStrides(x.shape, shape.length));
    },
  });
}

function isNumeric({ dtype }: TensorInfo): boolean {
  return dtype === 'float32' || dtype === 'int32' || dtype === 'bool';
}

/** A tensor of this shape whose element at a position is the one that the strides lead to. */
function copy(cpu: MathBackendCPU, x: TensorInfo, shape: number[], strides: number[]): TensorInfo {
  const values = cpu.data.get(x.dataId).values as TypedArray;
  const result = util.getTypedArrayFromDType(x.dtype as 'float32', util.sizeFromShape(shape));
  const width = shape.at(-1)!;
  const step = strides.at(-1)!;
  forEachRow(shape, strides, strides, (row, start) => {
    for (let i = 0, to = row * width; i < width; i++, to++) result[to] = values[start + i * step];
  });
  return cpu.makeTensorInfo(shape, x.dtype, result);
}
