import { AXES_ADDRESS } from './threads/controlWords.js';

/** Int32s of an axis: size, two strides. */
const WIDTH = 3;

/** An axis that a kernel walks through two tensors; strides are in elements. */
export interface WalkedAxis {
  size: number;
  strideA: number;
  strideB: number;
}

/** The rows of a walk: how many, how long, and by which axes one comes from one to the next. */
export interface WalkedRows {
  count: number;
  /** The last axis: what a row is. */
  row: WalkedAxis;
  /** The address and the number of the axes around it. */
  axes: [address: number, count: number];
}

/**
 * Tells a kernel the axes of a walk through two tensors, with axes that can be walked as one joined.
 *
 * @param bytesA Bytes of an element of the first tensor, `bytesB` of the second.
 */
export function axisTable(
  memory: WebAssembly.Memory,
  shape: readonly number[],
  stridesA: readonly number[],
  stridesB: readonly number[],
  [bytesA, bytesB] = [4, 4],
): WalkedRows {
  const joined = joinAxes(shape.map((size, i) => ({ size, strideA: stridesA[i], strideB: stridesB[i] })));
  const row = joined.pop() ?? { size: 1, strideA: 1, strideB: 1 };
  const table = new Int32Array(memory.buffer, AXES_ADDRESS, joined.length * WIDTH);
  for (const [i, { size, strideA, strideB }] of joined.entries()) {
    table.set([size, strideA * bytesA, strideB * bytesB], i * WIDTH);
  }
  const count = joined.reduce((product, { size }) => product * size, 1);
  return { count, row, axes: [AXES_ADDRESS, joined.length] };
}

/** Leaves out axes of size 1, and joins neighbours that are one long axis in both tensors. */
function joinAxes(axes: WalkedAxis[]): WalkedAxis[] {
  const joined: WalkedAxis[] = [];
  for (const axis of axes) {
    if (axis.size === 1) continue;
    const before = joined.at(-1);
    const continues = before?.strideA === axis.strideA * axis.size && before.strideB === axis.strideB * axis.size;
    if (continues) joined[joined.length - 1] = { ...axis, size: before.size * axis.size };
    else joined.push(axis);
  }
  return joined;
}
