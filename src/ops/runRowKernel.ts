import type { NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';
import { NOT_ROWS, tellKernelUse } from '../engine/kernelUse.js';
import { runOwnKernel } from '../engine/runOwnKernel.js';
import { sizeOf, type Shape } from '../engine/shapes.js';

/**
 * What a kernel of ours makes of each row of a tensor, the elements along some axes, or `undefined` where these are not the
 * last ones or the backend in use lacks the kernel.
 *
 * @param axes Counted from the front.
 * @param inputs The first is the tensor that has the rows.
 */
export function runRowKernel(name: string, axes: readonly number[], inputs: NamedTensorMap): Tensor | undefined {
  const width = rowWidth(Object.values(inputs)[0].shape, axes);
  if (width === undefined) tellKernelUse(name, NOT_ROWS);
  return width === undefined ? undefined : runOwnKernel(name, inputs, { width })?.[0];
}

/** Elements of a row, if nothing but axes of size 1 stands between and behind its axes. */
function rowWidth(shape: Shape, axes: readonly number[]): number | undefined {
  const first = Math.min(...axes.filter((axis) => shape[axis] !== 1));
  const others = shape.filter((_, axis) => axis > first && !axes.includes(axis));
  return others.every((size) => size === 1) ? sizeOf(axes.map((axis) => shape[axis])) : undefined;
}
