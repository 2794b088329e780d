import { checkList } from '../config/checkList.js';
import { checkObject } from '../config/checkObject.js';
import { resolveAxis } from '../engine/shapes.js';

/** What the axes of a kernel do in the equation it is multiplied by, each counted from the front or the end. */
export interface KernelAxes {
  /** Axes that are summed over. */
  inputs: readonly number[];
  /** Axes that only the output has. */
  outputs: readonly number[];
}

/**
 * Refuses what does not say which of a kernel's axes are inputs and outputs.
 *
 * @throws Error such as `GlorotUniform: axes.inputs must be a whole number in [-2, 2), got 2`.
 */
export function checkKernelAxes(where: string, axes: KernelAxes, rank: number): void {
  checkObject(where, 'axes', axes);
  const seen = new Set<number>();
  for (const name of ['inputs', 'outputs'] as const) {
    checkList(where, `axes.${name}`, axes[name]);
    for (const axis of axes[name]) {
      const resolved = resolveAxis(where, `axes.${name}`, axis, rank);
      if (seen.has(resolved)) throw new Error(`${where}: axes.${name} must name each axis once, got ${axis} again`);
      seen.add(resolved);
    }
  }
}
