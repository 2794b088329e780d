import { backend_util, GatherV2, type GatherV2Attrs, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { rowsOf } from '../chunks.js';
import { replaceKernel } from '../replaceKernel.js';
import type { SimdBackend } from '../SimdBackend.js';

/**
 * Rows of float32 and int32 tensors by int32 indices, along any axis. Batched gathers, other types and indices out of
 * range stay with the cpu kernel, which throws for these.
 */
export function replaceGather(): void {
  replaceKernel(GatherV2, (call, inherited) => {
    const { x, indices } = call.inputs as { x: TensorInfo; indices: TensorInfo };
    const { axis, batchDims } = call.attrs as unknown as GatherV2Attrs;
    const isWide = x.dtype === 'float32' || x.dtype === 'int32';
    if (!isWide || indices.dtype !== 'int32' || batchDims !== 0) return inherited(call);
    const simd = call.backend as SimdBackend;
    const [along] = util.parseAxisParam(axis, x.shape);
    const numRows = x.shape[along];
    const ids = simd.data.get(indices.dataId).values as Int32Array;
    if (!ids.every((id) => id >= 0 && id < numRows)) return inherited(call);
    const info = backend_util.segment_util.collectGatherOpShapeInfo(x, indices, along, 0);
    const result = simd.output(info.outputShape, x.dtype);
    const bytes = info.sliceSize * 4;
    for (let outer = 0; outer < info.outerSize; outer++) {
      const table = simd.address(x) + outer * numRows * bytes;
      const to = simd.address(result) + outer * ids.length * bytes;
      const job = { items: ids.length, chunk: rowsOf(info.sliceSize) };
      simd.run('gather', job, table, simd.address(indices), to, bytes);
    }
    return result;
  });
}
