import { backend_util, Concat, Pack, util } from '@tensorflow/tfjs-core';
import type { ConcatAttrs, PackAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { rowMajorStrides } from '../../../engine/fixes/cpu/strides.js';
import { shapeMatches } from '../../../engine/shapes.js';
import { copyStrided } from '../copyStrided.js';
import { elementType } from '../elementType.js';
import { replaceKernel } from '../replaceKernel.js';
import type { SimdBackend } from '../SimdBackend.js';

/**
 * Tensors of one type joined along an axis that they have, or along a new one. Other types, and tensors that do not fit, stay
 * with the cpu kernels, which throw for these.
 */
export function replaceConcat(): void {
  replaceKernel(Concat, (call, inherited) => {
    const parts = Object.values(call.inputs) as TensorInfo[];
    const { shape: first } = parts[0];
    if (!haveOneType(parts)) return inherited(call);
    const [along] = util.parseAxisParam((call.attrs as unknown as ConcatAttrs).axis, first);
    backend_util.assertParamsConsistent(
      parts.map(({ shape }) => shape),
      along,
    );
    const widths = parts.map(({ shape }) => shape[along]);
    return join(call.backend as SimdBackend, parts, first, along, widths);
  });
  replaceKernel(Pack, (call, inherited) => {
    const parts = Object.values(call.inputs) as TensorInfo[];
    const { axis } = call.attrs as unknown as PackAttrs;
    const { shape: first } = parts[0];
    const fits = parts.every(({ shape }) => shapeMatches(shape, first)) && Math.abs(axis) <= first.length;
    if (!haveOneType(parts) || !fits) return inherited(call);
    const along = axis < 0 ? axis + first.length + 1 : axis;
    const widths = parts.map(() => 1);
    return join(call.backend as SimdBackend, parts, first.toSpliced(along, 0, 1), along, widths);
  });
}

function haveOneType(parts: readonly TensorInfo[]): boolean {
  return elementType(parts[0]) !== undefined && parts.every(({ dtype }) => dtype === parts[0].dtype);
}

/** Lays parts of some widths along an axis side by side; `shape` is that of a part but for that axis. */
function join(
  simd: SimdBackend,
  parts: readonly TensorInfo[],
  shape: readonly number[],
  along: number,
  widths: readonly number[],
): TensorInfo {
  const { bytes } = elementType(parts[0])!;
  const whole = shape.with(
    along,
    widths.reduce((sum, width) => sum + width, 0),
  );
  const result = simd.output(whole, parts[0].dtype);
  const strides = rowMajorStrides(whole);
  let to = simd.address(result);
  for (const [i, part] of parts.entries()) {
    const box = shape.with(along, widths[i]);
    const from = { address: simd.address(part), strides: rowMajorStrides(box) };
    copyStrided(simd, box, from, { address: to, strides }, bytes);
    to += widths[i] * strides[along] * bytes;
  }
  return result;
}
