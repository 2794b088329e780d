import { Tile, type TensorInfo, type TileAttrs } from '@tensorflow/tfjs-core';
import { rowMajorStrides, stretchedStrides } from '../../../engine/fixes/cpu/strides.js';
import { copyStrided } from '../copyStrided.js';
import { replaceKernel } from '../replaceKernel.js';
import type { SimdBackend } from '../SimdBackend.js';

/** Repetition of axes of size 1 of float32 and int32 tensors. Other axes and types stay with the cpu kernel. */
export function replaceTile(): void {
  replaceKernel(Tile, (call, inherited) => {
    const { x } = call.inputs as { x: TensorInfo };
    const { reps } = call.attrs as unknown as TileAttrs;
    const isWide = x.dtype === 'float32' || x.dtype === 'int32';
    const stretches = reps.length === x.shape.length && reps.every((times, i) => times === 1 || x.shape[i] === 1);
    if (!isWide || !stretches) return inherited(call);
    const simd = call.backend as SimdBackend;
    const shape = x.shape.map((size, axis) => size * reps[axis]);
    const result = simd.output(shape, x.dtype);
    const from = { address: simd.address(x), strides: stretchedStrides(x.shape, shape.length) };
    copyStrided(simd, shape, from, { address: simd.address(result), strides: rowMajorStrides(shape) });
    return result;
  });
}
