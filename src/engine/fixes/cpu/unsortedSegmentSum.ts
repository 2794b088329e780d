import { UnsortedSegmentSum, util, type TensorInfo, type UnsortedSegmentSumAttrs } from '@tensorflow/tfjs-core';
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { pinKernel } from '../../registrations.js';
import { formatShape, shapeMatches } from '../../shapes.js';

/**
 * The gradient of every embedding lookup. TensorFlow.js compares each row with each segment, O(V·N·D) for a vocabulary
 * of V: 10.6 s where this takes 14 ms. It multiplies them with 0 or 1, so that one NaN spoils every segment, and sums
 * one axis only when the ids have two. Rows with an id outside of `[0, numSegments)` are left out, as there.
 *
 * @throws Error when the shape of x does not begin with that of the ids.
 */
export function fixUnsortedSegmentSum(): void {
  pinKernel({
    kernelName: UnsortedSegmentSum,
    backendName: 'cpu',
    kernelFunc: ({ inputs, attrs, backend }) => {
      const { x, segmentIds } = inputs as { x: TensorInfo; segmentIds: TensorInfo };
      const { numSegments } = attrs as unknown as UnsortedSegmentSumAttrs;
      const outer = x.shape.slice(0, segmentIds.shape.length);
      if (!shapeMatches(segmentIds.shape, outer)) {
        const [expected, got] = [formatShape(outer), formatShape(segmentIds.shape)];
        throw new Error(`unsortedSegmentSum: segmentIds must have shape ${expected}, got ${got}`);
      }
      const cpu = backend as MathBackendCPU;
      const rows = cpu.data.get(x.dataId).values as Float32Array;
      const ids = cpu.data.get(segmentIds.dataId).values as Int32Array;
      const shape = [numSegments, ...x.shape.slice(segmentIds.shape.length)];
      const width = util.sizeFromShape(shape.slice(1));
      const sums = util.getTypedArrayFromDType(x.dtype as 'float32', numSegments * width);
      for (let row = 0; row < ids.length; row++) {
        const id = ids[row];
        if (id < 0 || id >= numSegments) continue;
        for (let i = 0; i < width; i++) sums[id * width + i] += rows[row * width + i];
      }
      return cpu.makeTensorInfo(shape, x.dtype, sums);
    },
  });
}
