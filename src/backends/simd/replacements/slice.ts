import { backend_util, Reverse, Slice, slice_util, SplitV, StridedSlice, Unpack, util } from '@tensorflow/tfjs-core';
import type { ReverseAttrs, SliceAttrs, SplitVAttrs, StridedSliceAttrs } from '@tensorflow/tfjs-core';
import type { TensorInfo, UnpackAttrs } from '@tensorflow/tfjs-core';
import { copyBox } from '../copyBox.js';
import { elementType } from '../elementType.js';
import { replaceKernel } from '../replaceKernel.js';
import type { SimdBackend } from '../SimdBackend.js';

/** Parts of tensors: slices with and without steps, splits, reversals. Strings and complex numbers stay with the cpu kernels. */
export function replaceSlices(): void {
  replaceKernel(Slice, (call, inherited) => {
    const { x } = call.inputs as { x: TensorInfo };
    if (elementType(x) === undefined) return inherited(call);
    const attrs = call.attrs as unknown as SliceAttrs;
    const [begin, size] = slice_util.parseSliceParams(x, attrs.begin, attrs.size);
    slice_util.assertParamsValid(x, begin, size);
    return copyBox(call.backend as SimdBackend, x, begin, size);
  });
  replaceKernel(StridedSlice, (call, inherited) => {
    const { x } = call.inputs as { x: TensorInfo };
    if (elementType(x) === undefined) return inherited(call);
    const { begin, end, strides, beginMask, endMask, ...masks } = call.attrs as unknown as StridedSliceAttrs;
    const { ellipsisMask, newAxisMask, shrinkAxisMask } = masks;
    const lastMasks = [ellipsisMask, newAxisMask, shrinkAxisMask] as const;
    const info = slice_util.sliceInfo(x.shape, begin, end, strides, beginMask, endMask, ...lastMasks);
    if (info.isIdentity) return inherited(call);
    // That of TensorFlow.js leaves out axes of which one position is taken.
    const size = slice_util.computeOutShape(info.begin, info.end, info.strides).map((width) => Math.max(0, width));
    return copyBox(call.backend as SimdBackend, x, info.begin, size, { step: info.strides, shape: info.finalShape });
  });
  replaceKernel(Reverse, (call, inherited) => {
    const { x } = call.inputs as { x: TensorInfo };
    if (elementType(x) === undefined || x.shape.length === 0) return inherited(call);
    const axes = util.parseAxisParam((call.attrs as unknown as ReverseAttrs).dims, x.shape);
    const begin = x.shape.map((size, i) => (axes.includes(i) ? size - 1 : 0));
    const step = x.shape.map((_, i) => (axes.includes(i) ? -1 : 1));
    return copyBox(call.backend as SimdBackend, x, begin, x.shape, { step });
  });
  replaceKernel(SplitV, (call, inherited) => {
    const { x } = call.inputs as { x: TensorInfo };
    if (elementType(x) === undefined) return inherited(call);
    const { numOrSizeSplits, axis } = call.attrs as unknown as SplitVAttrs;
    const [along] = util.parseAxisParam(axis, x.shape);
    let start = 0;
    return backend_util
      .prepareSplitSize(x as Parameters<typeof backend_util.prepareSplitSize>[0], numOrSizeSplits, along)
      .map((width) => {
        const begin = x.shape.map((_, i) => (i === along ? start : 0));
        start += width;
        return copyBox(call.backend as SimdBackend, x, begin, x.shape.with(along, width));
      });
  });
  replaceKernel(Unpack, (call, inherited) => {
    const { value } = call.inputs as { value: TensorInfo };
    if (elementType(value) === undefined) return inherited(call);
    const [along] = util.parseAxisParam((call.attrs as unknown as UnpackAttrs).axis, value.shape);
    const size = value.shape.with(along, 1);
    const shape = value.shape.toSpliced(along, 1);
    return Array.from({ length: value.shape[along] }, (_, i) => {
      const begin = size.map((_size, axis) => (axis === along ? i : 0));
      return copyBox(call.backend as SimdBackend, value, begin, size, { shape: [...shape] });
    });
  });
}
