import type { Tensor } from '@tensorflow/tfjs-core';
import type { RandomKey } from '../engine/random/RandomKey.js';
import type { Shape } from '../engine/shapes.js';
import type { KernelAxes } from './KernelAxes.js';

/** Makes the first value of a parameter. */
export abstract class Initializer {
  /**
   * The first value, float32.
   *
   * @param shape The parameter's shape.
   * @param key The parameter's own random key: two parameters draw different values of one initializer.
   * @param axes Which axes of a kernel are inputs and outputs, where an equation says so. Default: not known.
   */
  abstract initialize(shape: Shape, key: RandomKey, axes?: KernelAxes): Tensor;

  /** Options that make an equal initializer. */
  abstract getConfig(): Record<string, unknown>;
}
