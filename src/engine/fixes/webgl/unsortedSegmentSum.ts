import { getKernel, UnsortedSegmentSum, type TensorInfo } from '@tensorflow/tfjs-core';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { pinKernel } from '../../registrations.js';
import { sizeOf } from '../../shapes.js';

/** Sums of rows without elements, the gradient of an embedding that looked nothing up, throw on webgl. */
export function fixWebglUnsortedSegmentSum(): void {
  const original = getKernel(UnsortedSegmentSum, 'webgl').kernelFunc;
  pinKernel({
    kernelName: UnsortedSegmentSum,
    backendName: 'webgl',
    kernelFunc: (parameters) => {
      const { x, segmentIds } = parameters.inputs as { x: TensorInfo; segmentIds: TensorInfo };
      if (sizeOf(x.shape) > 0) return original(parameters);
      const { numSegments } = parameters.attrs as { numSegments: number };
      const shape = [numSegments, ...x.shape.slice(segmentIds.shape.length)];
      const backend = parameters.backend as MathBackendWebGL;
      return backend.makeTensorInfo(shape, x.dtype, new Float32Array(sizeOf(shape)));
    },
  });
}
