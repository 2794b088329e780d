import type { TensorInfo } from '@tensorflow/tfjs-core';
import { forEachRow, rowMajorStrides, stretchedStrides } from '../../../engine/fixes/cpu/strides.js';
import { sizeOf } from '../../../engine/shapes.js';
import { addKernel } from '../addKernel.js';
import { axisTable } from '../axisTable.js';
import { rowsOf } from '../chunks.js';
import type { SimdBackend } from '../SimdBackend.js';

/** Softmax over the last axes, `width` elements together, of those that a bool mask shows which broadcasts to the logits. */
export function addMaskedSoftmax(): void {
  addKernel('maskedSoftmax', ({ inputs, attrs, backend }) => {
    const { logits, mask } = inputs as Record<string, TensorInfo>;
    const { width } = attrs as { width: number };
    const simd = backend as SimdBackend;
    const result = simd.output(logits.shape);
    const size = sizeOf(logits.shape);
    if (size === 0) return result;
    const run = (address: number, strides: number[], step: number): void => {
      const { count, axes } = rowTable(simd, logits.shape, strides, width);
      const addresses = [simd.address(logits), address, simd.address(result)];
      simd.run('maskedSoftmax', { items: count, chunk: rowsOf(width) }, ...addresses, width, step, ...axes);
    };
    const strides = stretchedStrides(mask.shape, logits.shape.length);
    const step = stepInRow(logits.shape, strides, width);
    if (step !== undefined) run(simd.address(mask), strides, step);
    else {
      simd.withScratch(size, (whole) => {
        stretch(new Uint8Array(simd.heap.memory.buffer), simd.address(mask), strides, whole, logits.shape);
        run(whole, rowMajorStrides(logits.shape), 1);
      });
    }
    return result;
  });
}

/** The first of the axes that make up a row. */
function firstOfRow(shape: readonly number[], width: number): number {
  let first = shape.length;
  for (let size = 1; size < width; size *= shape[first]) first -= 1;
  return first;
}

/** How many rows there are, and the axes around them; the second strides keep a row apart that continues the first ones. */
function rowTable(
  { heap }: SimdBackend,
  shape: readonly number[],
  strides: number[],
  width: number,
): ReturnType<typeof axisTable> {
  const outer = firstOfRow(shape, width);
  const apart = [...new Array<number>(outer).fill(0), 1];
  return axisTable(heap.memory, [...shape.slice(0, outer), 2], [...strides.slice(0, outer), 0], apart, [1, 1]);
}

/** How far the mask goes on from one element of a row to the next: 0 or 1, or `undefined` where that differs. */
function stepInRow(shape: readonly number[], strides: number[], width: number): number | undefined {
  const first = firstOfRow(shape, width);
  const own = strides.slice(first);
  if (own.every((stride) => stride === 0)) return 0;
  const dense = rowMajorStrides(shape.slice(first));
  return own.every((stride, i) => stride === dense[i] || shape[first + i] === 1) ? 1 : undefined;
}

/** Writes a mask out in full: for rows of several axes of which it stretches over some. */
function stretch(bytes: Uint8Array, from: number, strides: number[], to: number, shape: readonly number[]): void {
  const [width, step] = [shape.at(-1)!, strides.at(-1)!];
  forEachRow(shape, strides, rowMajorStrides(shape), (_, start, at) => {
    for (let i = 0; i < width; i++) bytes[to + at + i] = bytes[from + start + i * step];
  });
}
