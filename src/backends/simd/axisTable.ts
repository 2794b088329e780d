import { joinAxes, type WalkedAxis } from './joinAxes.js';
import { writeAxes, type AxisList } from './writeAxes.js';

/** The rows of a walk: how many, how long, and by which axes one comes from one to the next. */
export interface WalkedRows {
  count: number;
  /** The last axis: what a row is. */
  row: WalkedAxis;
  /** The axes around it. */
  axes: AxisList;
}

/**
 * Tells a kernel the axes of a walk through two tensors, with axes that can be walked as one joined.
 *
 * @param bytes Bytes of an element of the first tensor and of the second.
 */
export function axisTable(
  memory: WebAssembly.Memory,
  shape: readonly number[],
  stridesA: readonly number[],
  stridesB: readonly number[],
  bytes: readonly [number, number] = [4, 4],
): WalkedRows {
  const joined = joinAxes(shape, stridesA, stridesB);
  const row = joined.pop() ?? { size: 1, strideA: 1, strideB: 1 };
  const count = joined.reduce((product, { size }) => product * size, 1);
  return { count, row, axes: writeAxes(memory, joined, bytes) };
}
