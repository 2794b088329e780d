import { backend_util, getKernel, Max, Mean, Min, Prod, Sum, util, type TensorInfo } from '@tensorflow/tfjs-core';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { pinKernel } from '../../registrations.js';
import { sizeOf } from '../../shapes.js';

/** What a reduction gives where there is nothing to reduce. */
const OF_NOTHING = { [Sum]: 0, [Mean]: NaN, [Max]: -Infinity, [Min]: Infinity, [Prod]: 1 };

/** Reductions of tensors without elements throw on webgl: they would be reshaped to a number of rows that is 0 / 0. */
export function fixEmptyReductions(): void {
  for (const [kernelName, value] of Object.entries(OF_NOTHING)) {
    const original = getKernel(kernelName, 'webgl').kernelFunc;
    pinKernel({
      kernelName,
      backendName: 'webgl',
      kernelFunc: (parameters) => {
        const { x } = parameters.inputs as { x: TensorInfo };
        if (sizeOf(x.shape) > 0) return original(parameters);
        const { keepDims, ...attrs } = parameters.attrs as {
          keepDims?: boolean;
          axis?: number[];
          reductionIndices?: number[];
        };
        const axes = util.parseAxisParam((attrs.axis ?? attrs.reductionIndices)!, x.shape);
        const [kept] = backend_util.computeOutAndReduceShapes(x.shape, axes);
        const shape = keepDims ? backend_util.expandShapeToKeepDim(kept, axes) : kept;
        const dtype = kernelName === Sum && x.dtype === 'bool' ? 'int32' : x.dtype;
        const values = util.getArrayFromDType(dtype, sizeOf(shape)) as Float32Array | Int32Array | Uint8Array;
        return (parameters.backend as MathBackendWebGL).makeTensorInfo(shape, dtype, values.fill(value));
      },
    });
  }
}
