import { Tile, type TensorInfo, type TileAttrs } from '@tensorflow/tfjs-core';
import { rowMajorStrides } from '../../../engine/fixes/cpu/strides.js';
import { copyStrided } from '../copyStrided.js';
import { elementType } from '../elementType.js';
import { replaceKernel } from '../replaceKernel.js';
import type { SimdBackend } from '../SimdBackend.js';

/** Repetition along any axes. Other types, and counts that do not fit, stay with the cpu kernel. */
export function replaceTile(): void {
  replaceKernel(Tile, (call, inherited) => {
    const { x } = call.inputs as { x: TensorInfo };
    const { reps } = call.attrs as unknown as TileAttrs;
    const type = elementType(x);
    if (type === undefined || reps.length !== x.shape.length) return inherited(call);
    const simd = call.backend as SimdBackend;
    const result = simd.output(
      x.shape.map((size, axis) => size * reps[axis]),
      x.dtype,
    );
    // Each axis is two: its repetitions, which stand still in x, and itself.
    const shape = x.shape.flatMap((size, axis) => [reps[axis], size]);
    const strides = rowMajorStrides(x.shape).flatMap((stride, axis) => [0, x.shape[axis] === 1 ? 0 : stride]);
    const to = { address: simd.address(result), strides: rowMajorStrides(shape) };
    copyStrided(simd, shape, { address: simd.address(x), strides }, to, type.bytes);
    return result;
  });
}
