import { UnsortedSegmentSum, type TensorInfo, type UnsortedSegmentSumAttrs } from '@tensorflow/tfjs-core';
import { shapeMatches, sizeOf } from '../../../engine/shapes.js';
import { addSegments } from '../addSegments.js';
import { replaceKernel } from '../replaceKernel.js';
import type { SimdBackend } from '../SimdBackend.js';

/**
 * The gradient of every embedding lookup: float32 and int32 rows summed by int32 ids, in their order. Other types, and
 * shapes that do not fit, stay with our cpu kernel, which throws for these.
 */
export function replaceSegmentSum(): void {
  replaceKernel(UnsortedSegmentSum, (call, inherited) => {
    const { x, segmentIds } = call.inputs as { x: TensorInfo; segmentIds: TensorInfo };
    const { numSegments } = call.attrs as unknown as UnsortedSegmentSumAttrs;
    const rank = segmentIds.shape.length;
    const fits = shapeMatches(segmentIds.shape, x.shape.slice(0, rank));
    const isWide = x.dtype === 'float32' || x.dtype === 'int32';
    if (!fits || !isWide || segmentIds.dtype !== 'int32') return inherited(call);
    const simd = call.backend as SimdBackend;
    const inner = x.shape.slice(rank);
    const sums = simd.output([numSegments, ...inner], x.dtype);
    const rows = { address: simd.address(x), count: sizeOf(segmentIds.shape) };
    const to = { address: simd.address(sums), count: numSegments };
    addSegments(simd, x.dtype === 'int32', sizeOf(inner), rows, simd.address(segmentIds), to);
    return sums;
  });
}
