import { UnsortedSegmentSum, type TensorInfo, type UnsortedSegmentSumAttrs } from '@tensorflow/tfjs-core';
import { shapeMatches, sizeOf } from '../../../engine/shapes.js';
import { replaceKernel } from '../replaceKernel.js';
import type { SimdBackend } from '../SimdBackend.js';

/**
 * The gradient of every embedding lookup: float32 rows summed by int32 ids, in their order. Other types, and shapes that do
 * not fit, stay with our cpu kernel, which throws for these.
 */
export function replaceSegmentSum(): void {
  replaceKernel(UnsortedSegmentSum, (call, inherited) => {
    const { x, segmentIds } = call.inputs as { x: TensorInfo; segmentIds: TensorInfo };
    const { numSegments } = call.attrs as unknown as UnsortedSegmentSumAttrs;
    const rank = segmentIds.shape.length;
    const fits = shapeMatches(segmentIds.shape, x.shape.slice(0, rank));
    if (!fits || x.dtype !== 'float32' || segmentIds.dtype !== 'int32') return inherited(call);
    const simd = call.backend as SimdBackend;
    const inner = x.shape.slice(rank);
    const sums = simd.output([numSegments, ...inner]);
    simd.data.get(sums.dataId).values!.fill(0 as never);
    const [rows, ids, to] = [x, segmentIds, sums].map((tensor) => simd.address(tensor));
    const items = sizeOf(segmentIds.shape);
    simd.run('segmentSum', { items, chunk: items }, rows, ids, to, sizeOf(inner), numSegments);
    return sums;
  });
}
