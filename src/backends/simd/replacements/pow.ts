import { Pow, type TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../engine/shapes.js';
import { replaceKernel } from '../replaceKernel.js';
import { runEach } from '../runEach.js';
import { runPairs } from '../runPairs.js';
import type { SimdBackend } from '../SimdBackend.js';

/** Powers that are a product or a root. */
const QUICK = new Map([
  [2, 'square'],
  [3, 'cube'],
  [0.5, 'halfPower'],
]);

/** Powers of float32 tensors with any broadcasting. Other types stay with the cpu kernel. */
export function replacePow(): void {
  replaceKernel(Pow, (call, inherited) => {
    const { a, b } = call.inputs as { a: TensorInfo; b: TensorInfo };
    if (a.dtype !== 'float32' || b.dtype !== 'float32') return inherited(call);
    const simd = call.backend as SimdBackend;
    const single = sizeOf(b.shape) === 1 && b.shape.length <= a.shape.length;
    const quick = single ? QUICK.get((simd.readSync(b.dataId) as Float32Array)[0]) : undefined;
    return quick === undefined ? runPairs(simd, 'pow', a, b, 'float32') : runEach(simd, quick, [a], 'float32');
  });
}
