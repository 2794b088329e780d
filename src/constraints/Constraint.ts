import type { Tensor } from '@tensorflow/tfjs-core';

/** A set of allowed values of a parameter. Each update of the optimizer ends with it. */
export abstract class Constraint {
  /** The values mapped into the allowed set; same shape. */
  abstract apply(x: Tensor): Tensor;

  /** Options that make an equal constraint. */
  abstract getConfig(): Record<string, unknown>;
}
