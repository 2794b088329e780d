import fc from 'fast-check';
import { sizeOf } from '../../../float64/array.js';
import { Random } from '../../../float64/random.js';

/** Shapes of up to six axes, some of size 1 and, less often, of size 0. */
export const shapes = fc.array(
  fc.oneof({ weight: 10, arbitrary: fc.integer({ min: 1, max: 3 }) }, { weight: 1, arbitrary: fc.constant(0) }),
  { maxLength: 6 },
);

/** Seeds of {@link Random}. */
export const seeds = fc.integer({ min: 0, max: 2 ** 31 });

/** Normal numbers, with a NaN, an infinity or a zero of either sign now and then. */
export function wildValues(random: Random, shape: readonly number[]): Float32Array {
  const wild = [NaN, Infinity, -Infinity, 0, -0];
  const draw = (): number => (random.chance(0.15) ? random.oneOf(wild) : random.normal());
  return Float32Array.from({ length: sizeOf(shape) }, draw);
}

/** Those of the shape's axes that the dice choose. */
export function someAxes(random: Random, shape: readonly number[]): number[] {
  return [...shape.keys()].filter(() => random.chance(0.5));
}
