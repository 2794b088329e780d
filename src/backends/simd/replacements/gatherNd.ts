import { backend_util, GatherNd, type TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../engine/shapes.js';
import { elementType } from '../elementType.js';
import { gatherRows } from '../gatherRows.js';
import { replaceKernel } from '../replaceKernel.js';
import type { SimdBackend } from '../SimdBackend.js';
import { withFlatIndices } from '../withFlatIndices.js';

/** Slices by int32 positions. Other types, and positions out of range, stay with the cpu kernel, which throws for these. */
export function replaceGatherNd(): void {
  replaceKernel(GatherNd, (call, inherited) => {
    const { params, indices } = call.inputs as { params: TensorInfo; indices: TensorInfo };
    const type = elementType(params);
    if (type === undefined || indices.dtype !== 'int32' || sizeOf(params.shape) === 0) return inherited(call);
    const simd = call.backend as SimdBackend;
    const [shape, numIds, sliceSize, strides] = backend_util.prepareAndValidate(params, indices);
    const count = sizeOf(params.shape) / sliceSize;
    const gathered = withFlatIndices(simd, indices, strides, count, (ids) => {
      const result = simd.output(shape, params.dtype);
      const rows = { address: simd.address(params), bytes: sliceSize * type.bytes, count };
      gatherRows(simd, rows, { count: 1, perList: 1 }, ids, numIds, simd.address(result));
      return result;
    });
    return gathered ?? inherited(call);
  });
}
