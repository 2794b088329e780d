import { MirrorPad, PadV2, type MirrorPadAttrs, type PadV2Attrs, type TensorInfo } from '@tensorflow/tfjs-core';
import { rowMajorStrides } from '../../../engine/fixes/cpu/strides.js';
import { copyStrided, type Layout } from '../copyStrided.js';
import { elementType } from '../elementType.js';
import { replaceKernel } from '../replaceKernel.js';
import type { SimdBackend } from '../SimdBackend.js';
import { viewTypeOf } from '../TensorBlock.js';

type Paddings = readonly (readonly [before: number, after: number])[];

/** Writes the box of `size` from `begin` on, beside the elements that are there: those before or behind along `axis`. */
type PadBox = (begin: readonly number[], size: readonly number[], axis: number, isBefore: boolean) => void;

/**
 * Padding with a number, and with the tensor mirrored at its edges. Other types, paddings below 0, and a mirror that would
 * show more than there is, stay with the cpu kernels.
 */
export function replacePads(): void {
  replaceKernel(PadV2, (call, inherited) => {
    const { x } = call.inputs as { x: TensorInfo };
    const { paddings, constantValue } = call.attrs as unknown as PadV2Attrs;
    const type = elementType(x);
    if (type === undefined || !paddings.every((widths) => widths.every((width) => width >= 0))) return inherited(call);
    const simd = call.backend as SimdBackend;
    const { result, to, offsetOf } = place(simd, x, paddings);
    simd.withScratch(4, (constant) => {
      new (viewTypeOf(x.dtype)!)(simd.heap.memory.buffer, constant, 1).fill(constantValue);
      const from: Layout = { address: constant, strides: x.shape.map(() => 0) };
      forEachPad(x.shape, paddings, (begin, size) =>
        copyStrided(simd, size, from, { ...to, address: offsetOf(begin) }, type.bytes),
      );
    });
    return result;
  });
  replaceKernel(MirrorPad, (call, inherited) => {
    const { x } = call.inputs as { x: TensorInfo };
    const { paddings, mode } = call.attrs as unknown as MirrorPadAttrs;
    const type = elementType(x);
    const edge = mode === 'reflect' ? 1 : 0;
    const fits = paddings.every((widths, i) => widths.every((width) => width >= 0 && width <= x.shape[i] - edge));
    if (type === undefined || !fits) return inherited(call);
    const simd = call.backend as SimdBackend;
    const { result, to, offsetOf } = place(simd, x, paddings);
    forEachPad(x.shape, paddings, (begin, size, axis, isBefore) => {
      // The element that the first one of the box shows: the box is mirrored along this axis only.
      const [before] = paddings[axis];
      const shown = isBefore ? 2 * before - 1 + edge : before + x.shape[axis] - 1 - edge;
      const from = {
        address: offsetOf(begin.with(axis, shown)),
        strides: to.strides.with(axis, -to.strides[axis]),
      };
      copyStrided(simd, size, from, { ...to, address: offsetOf(begin) }, type.bytes);
    });
    return result;
  });
}

/** The padded tensor with x in its place, and where positions of it lie. */
function place(
  simd: SimdBackend,
  x: TensorInfo,
  paddings: Paddings,
): { result: TensorInfo; to: Layout; offsetOf: (position: readonly number[]) => number } {
  const { bytes } = elementType(x)!;
  const shape = x.shape.map((size, i) => paddings[i][0] + size + paddings[i][1]);
  const result = simd.output(shape, x.dtype);
  const to = { address: simd.address(result), strides: rowMajorStrides(shape) };
  const offsetOf = (position: readonly number[]): number =>
    to.address + position.reduce((sum, at, i) => sum + at * to.strides[i], 0) * bytes;
  const start = paddings.map(([before]) => before);
  const from = { address: simd.address(x), strides: rowMajorStrides(x.shape) };
  copyStrided(simd, x.shape, from, { ...to, address: offsetOf(start) }, bytes);
  return { result, to, offsetOf };
}

/** Axis by axis: what is padded along one is as wide as the result along those before it, and as x along those behind. */
function forEachPad(shape: readonly number[], paddings: Paddings, pad: PadBox): void {
  for (const [axis, [before, after]] of paddings.entries()) {
    const size = shape.map((width, i) => (i < axis ? paddings[i][0] + width + paddings[i][1] : width));
    const begin = paddings.map(([start], i) => (i < axis ? 0 : start));
    pad(begin.with(axis, 0), size.with(axis, before), axis, true);
    pad(begin.with(axis, before + shape[axis]), size.with(axis, after), axis, false);
  }
}
