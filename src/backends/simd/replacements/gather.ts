import { backend_util, GatherV2, type GatherV2Attrs, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../engine/shapes.js';
import { elementType } from '../elementType.js';
import { gatherRows } from '../gatherRows.js';
import { replaceKernel } from '../replaceKernel.js';
import type { SimdBackend } from '../SimdBackend.js';

/**
 * Rows by int32 indices, along any axis, batched or not. Other types, and indices out of range, stay with the cpu kernel,
 * which throws for these.
 */
export function replaceGather(): void {
  replaceKernel(GatherV2, (call, inherited) => {
    const { x, indices } = call.inputs as { x: TensorInfo; indices: TensorInfo };
    const { axis, batchDims } = call.attrs as unknown as GatherV2Attrs;
    const type = elementType(x);
    if (type === undefined || indices.dtype !== 'int32') return inherited(call);
    const [along] = util.parseAxisParam(axis, x.shape);
    const info = backend_util.segment_util.collectGatherOpShapeInfo(x, indices, along, batchDims ?? 0);
    const numIds = sizeOf(indices.shape) / info.batchSize;
    const simd = call.backend as SimdBackend;
    const result = simd.output(info.outputShape, x.dtype);
    const rows = { address: simd.address(x), bytes: info.sliceSize * type.bytes, count: info.dimSize };
    const tables = { count: info.batchSize * info.outerSize, perList: info.outerSize };
    if (gatherRows(simd, rows, tables, simd.address(indices), numIds, simd.address(result))) return result;
    simd.disposeData(result.dataId);
    return inherited(call);
  });
}
