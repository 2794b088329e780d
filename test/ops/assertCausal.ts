import { slice, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { indexAt, mapArray, type NdArray } from '../float64/array.js';
import type { Random } from '../float64/random.js';
import { toTensor } from '../gradients/toTensor.js';
import { assertSameBits } from '../helpers/assertClose.js';

/** A computation along positions, whose results at a position must not depend on inputs after it. */
export interface CausalProblem {
  /** Arrays with positions along `axis`. */
  inputs: NdArray[];
  axis: number;
  /** Results, each with the axis along which its positions stand. */
  run: (inputs: Tensor[]) => { result: Tensor; axis: number }[];
  /** Inputs are changed to numbers of sizes 1e-30 … 10^largestExponent. */
  largestExponent: number;
}

/**
 * Changes everything after a random position and asserts that results up to it stay the same to the bit.
 *
 * @returns Whether a result after the position changed: if it never does, nothing was tested.
 */
export function assertCausal({ inputs, axis, run, largestExponent }: CausalProblem, random: Random): boolean {
  return tidy(() => {
    const length = inputs[0].shape[axis];
    const kept = random.integer(1, length);
    const changed = inputs.map((x) =>
      mapArray(x, (value, at) => {
        if (indexAt(x.shape, at)[axis] < kept) return value;
        const exponent = -30 + (30 + largestExponent) * random.uniform();
        return Math.fround((random.chance(0.5) ? 1 : -1) * 10 ** exponent);
      }),
    );
    const before = run(inputs.map((x) => toTensor(x)));
    const after = run(changed.map((x) => toTensor(x)));
    before.forEach(({ result, axis: along }, i) => {
      const first = (x: Tensor): Tensor => firstPositions(x, along, kept);
      assertSameBits(first(after[i].result), first(result), `result ${i} before position ${kept} of ${length}`);
    });
    const values = (x: Tensor): string => x.dataSync().join();
    return before.some(({ result }, i) => values(result) !== values(after[i].result));
  });
}

function firstPositions(x: Tensor, axis: number, count: number): Tensor {
  const sizes = x.shape.map((size, i) => (i === axis ? count : size));
  return slice(
    x,
    x.shape.map(() => 0),
    sizes,
  );
}
