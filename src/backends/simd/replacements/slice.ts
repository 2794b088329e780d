import { backend_util, Concat, Slice, slice_util, SplitV, util } from '@tensorflow/tfjs-core';
import type { ConcatAttrs, SliceAttrs, SplitVAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { rowMajorStrides } from '../../../engine/fixes/cpu/strides.js';
import { copyStrided } from '../copyStrided.js';
import { replaceKernel } from '../replaceKernel.js';
import type { SimdBackend } from '../SimdBackend.js';

const isWide = ({ dtype }: TensorInfo): boolean => dtype === 'float32' || dtype === 'int32';

/** Slices, splits and concatenations of float32 and int32 tensors. Other types stay with the cpu kernels. */
export function replaceSlices(): void {
  replaceKernel(Slice, (call, inherited) => {
    const { x } = call.inputs as { x: TensorInfo };
    if (!isWide(x)) return inherited(call);
    const attrs = call.attrs as unknown as SliceAttrs;
    const [begin, size] = slice_util.parseSliceParams(x, attrs.begin, attrs.size);
    slice_util.assertParamsValid(x, begin, size);
    return copyBox(call.backend as SimdBackend, x, begin, size);
  });
  replaceKernel(SplitV, (call, inherited) => {
    const { x } = call.inputs as { x: TensorInfo };
    if (!isWide(x)) return inherited(call);
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
  replaceKernel(Concat, (call, inherited) => {
    const parts = Object.values(call.inputs) as TensorInfo[];
    const { dtype, shape: first } = parts[0];
    if (!isWide(parts[0]) || parts.some((part) => part.dtype !== dtype)) return inherited(call);
    const [along] = util.parseAxisParam((call.attrs as unknown as ConcatAttrs).axis, first);
    backend_util.assertParamsConsistent(
      parts.map(({ shape }) => shape),
      along,
    );
    const simd = call.backend as SimdBackend;
    const shape = first.with(
      along,
      parts.reduce((sum, part) => sum + part.shape[along], 0),
    );
    const result = simd.output(shape, dtype);
    const strides = rowMajorStrides(shape);
    let to = simd.address(result);
    for (const part of parts) {
      const from = { address: simd.address(part), strides: rowMajorStrides(part.shape) };
      copyStrided(simd, part.shape, from, { address: to, strides });
      to += part.shape[along] * strides[along] * 4;
    }
    return result;
  });
}

/** The elements of a box inside of x as a tensor of their own. */
function copyBox(simd: SimdBackend, x: TensorInfo, begin: readonly number[], size: number[]): TensorInfo {
  const strides = rowMajorStrides(x.shape);
  const offset = begin.reduce((sum, start, i) => sum + start * strides[i], 0);
  const result = simd.output(size, x.dtype);
  const to = { address: simd.address(result), strides: rowMajorStrides(size) };
  copyStrided(simd, size, { address: simd.address(x) + offset * 4, strides }, to);
  return result;
}
