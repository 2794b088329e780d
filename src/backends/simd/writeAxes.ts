import type { WalkedAxis } from './joinAxes.js';
import { AXES_ADDRESS } from './threads/controlWords.js';

/** Int32s of an axis: size, two strides. */
const WIDTH = 3;

/** Where a kernel finds axes to walk: their address and their number. */
export type AxisList = [address: number, count: number];

/**
 * Writes axes to where kernels read them, outermost first.
 *
 * @param bytesA Bytes of an element of the first tensor, `bytesB` of the second.
 * @param behind Another list that stays beside this one.
 */
export function writeAxes(
  memory: WebAssembly.Memory,
  axes: readonly WalkedAxis[],
  [bytesA, bytesB]: readonly [number, number],
  behind: AxisList = [AXES_ADDRESS, 0],
): AxisList {
  const address = behind[0] + behind[1] * WIDTH * 4;
  const table = new Int32Array(memory.buffer, address, axes.length * WIDTH);
  for (const [i, { size, strideA, strideB }] of axes.entries()) {
    table.set([size, strideA * bytesA, strideB * bytesB], i * WIDTH);
  }
  return [address, axes.length];
}
