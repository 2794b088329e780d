import { AddN, type TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../engine/shapes.js';
import { ELEMENTS } from '../chunks.js';
import { replaceKernel } from '../replaceKernel.js';
import { runPairs } from '../runPairs.js';
import type { SimdBackend } from '../SimdBackend.js';

/** Sums of two and more float32 or int32 tensors, in their order. Single ones and other types stay with the cpu kernel. */
export function replaceAddN(): void {
  replaceKernel(AddN, (call, inherited) => {
    const [first, second, ...others] = call.inputs as unknown as TensorInfo[];
    const { dtype } = first;
    if (second === undefined || (dtype !== 'float32' && dtype !== 'int32')) return inherited(call);
    const simd = call.backend as SimdBackend;
    const name = dtype === 'int32' ? 'addInt32' : 'add';
    const result = runPairs(simd, name, first, second, dtype);
    const items = sizeOf(result.shape);
    const to = simd.address(result);
    // One row without axes around it.
    for (const x of others) simd.run(name, { items, chunk: ELEMENTS }, to, simd.address(x), to, items, 1, 1, 0, 0);
    return result;
  });
}
