import type { TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../engine/shapes.js';
import { addKernel } from '../addKernel.js';
import { ELEMENTS } from '../chunks.js';
import type { SimdBackend } from '../SimdBackend.js';

/** Elements that are drawn at once. */
const GROUP = 8;

/** How elements are dropped: those whose random word under the key is below the threshold. */
export interface Draw {
  key: [number, number];
  threshold: number;
  kept: number;
}

/** Dropout and its factors alone, with the random words of `engine/random` drawn where they are needed. */
export function addDropout(): void {
  addKernel('dropout', ({ inputs, attrs, backend }) => {
    const { x } = inputs as { x: TensorInfo };
    const simd = backend as SimdBackend;
    return draw(simd, 'dropout', [simd.address(x)], x.shape, attrs as unknown as Draw);
  });
  addKernel('dropoutMask', ({ attrs, backend }) => {
    const { shape } = attrs as unknown as { shape: number[] };
    return draw(backend as SimdBackend, 'dropoutMask', [], [...shape], attrs as unknown as Draw);
  });
}

function draw(
  simd: SimdBackend,
  name: string,
  inputs: number[],
  shape: number[],
  { key, threshold, kept }: Draw,
): TensorInfo {
  const result = simd.output(shape);
  const size = sizeOf(shape);
  const job = { items: Math.ceil(size / GROUP), chunk: ELEMENTS / GROUP };
  simd.run(name, job, ...inputs, simd.address(result), size, ...key, lastDropped(threshold), kept);
  return result;
}

/** Whole numbers below a threshold are at most the one before it, which fits a word even where the threshold is 2³². */
export function lastDropped(threshold: number): number {
  return Math.ceil(threshold) - 1;
}
