import type { Tensor } from '@tensorflow/tfjs-core';
import type { RandomKey } from '../engine/random/RandomKey.js';
import type { Shape } from '../engine/shapes.js';

/** Makes the first value of a parameter. */
export abstract class Initializer {
  /**
   * The first value, float32.
   *
   * @param shape The parameter's shape.
   * @param key The parameter's own random key: two parameters draw different values of one initializer.
   */
  abstract initialize(shape: Shape, key: RandomKey): Tensor;

  /** Options that make an equal initializer. */
  abstract getConfig(): Record<string, unknown>;
}
