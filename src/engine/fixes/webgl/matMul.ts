import {
  backend_util,
  BatchMatMul,
  getKernel,
  Reshape,
  Tile,
  type BatchMatMulAttrs,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { pinKernel } from '../../registrations.js';
import { sizeOf } from '../../shapes.js';

/**
 * TensorFlow.js on webgl knows of batch axes only how many matrices they make: it refuses `[2, 1]` by `[1, 3]`, and
 * multiplies the wrong ones of `[2, 1]` by `[1, 2]`, without a word. Batches that are neither equal nor single matrices
 * are stretched here before. It also fails over operands without elements, whose product may have some, all zero.
 */
export function fixWebglMatMul(): void {
  const original = getKernel(BatchMatMul, 'webgl').kernelFunc;
  pinKernel({
    kernelName: BatchMatMul,
    backendName: 'webgl',
    kernelFunc: (parameters) => {
      const { a, b } = parameters.inputs as { a: TensorInfo; b: TensorInfo };
      const backend = parameters.backend as MathBackendWebGL;
      const [batchA, batchB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
      const batchShape = backend_util.assertAndGetBroadcastShape(batchA, batchB);
      if (sizeOf(a.shape) === 0 || sizeOf(b.shape) === 0) {
        const { transposeA, transposeB } = parameters.attrs as unknown as BatchMatMulAttrs;
        const shape = [...batchShape, a.shape.at(transposeA ? -1 : -2)!, b.shape.at(transposeB ? -2 : -1)!];
        return backend.makeTensorInfo(shape, a.dtype, new Float32Array(sizeOf(shape)));
      }
      const simple = sizeOf(batchA) === 1 || sizeOf(batchB) === 1 || batchA.join() === batchB.join();
      if (simple) return original(parameters);
      const stretched = { a: stretch(a, batchShape, backend), b: stretch(b, batchShape, backend) };
      const product = original({ ...parameters, inputs: stretched });
      for (const copy of Object.values(stretched)) backend.disposeIntermediateTensorInfo(copy);
      return product;
    },
  });
}

/** A copy of matrices whose batch axes have the sizes given. */
function stretch(x: TensorInfo, batchShape: readonly number[], backend: MathBackendWebGL): TensorInfo {
  const matrix = x.shape.slice(-2);
  const before = [...new Array<number>(batchShape.length - x.shape.length + 2).fill(1), ...x.shape.slice(0, -2)];
  let shape = [...before, ...matrix];
  let stretched = reshape(x, shape, backend);
  batchShape.forEach((size, axis) => {
    if (shape[axis] === size) return;
    // Three axes at a time, since shaders know no more than five.
    const inner = sizeOf(shape.slice(axis + 1));
    const folded = reshape(stretched, [sizeOf(shape.slice(0, axis)), 1, inner], backend);
    const tiled = run(Tile, folded, { reps: [1, size, 1] }, backend);
    shape = shape.with(axis, size);
    const unfolded = reshape(tiled, shape, backend);
    for (const used of [stretched, folded, tiled]) backend.disposeIntermediateTensorInfo(used);
    stretched = unfolded;
  });
  return stretched;
}

function reshape(x: TensorInfo, shape: number[], backend: MathBackendWebGL): TensorInfo {
  return run(Reshape, x, { shape }, backend);
}

function run(
  kernelName: string,
  x: TensorInfo,
  attrs: Record<string, number[]>,
  backend: MathBackendWebGL,
): TensorInfo {
  return getKernel(kernelName, 'webgl').kernelFunc({ inputs: { x }, attrs, backend }) as TensorInfo;
}
