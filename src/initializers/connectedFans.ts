import { sizeOf, type Shape } from '../engine/shapes.js';
import type { Fans } from './computeFans.js';
import type { KernelAxes } from './KernelAxes.js';

/**
 * The fans that an equation connects, as Keras counts them from 3.15 on: the query kernel `[e, h, d]` of attention has
 * `e` inputs and `h·d` outputs, the output kernel `[h, d, e]` the other way round.
 *
 * An axis that is neither summed over nor the output's alone counts for neither: at each of its places stands a kernel
 * of its own.
 */
export function connectedFans(shape: Shape, { inputs, outputs }: KernelAxes): Fans {
  const sizeAlong = (axes: readonly number[]): number => sizeOf(axes.map((axis) => shape.at(axis)!));
  return { fanIn: sizeAlong(inputs), fanOut: sizeAlong(outputs) };
}
