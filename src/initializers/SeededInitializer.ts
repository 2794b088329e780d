import type { Tensor } from '@tensorflow/tfjs-core';
import { checkRandomKey, RandomKey } from '../engine/random/RandomKey.js';
import { checkSizes, type Shape } from '../engine/shapes.js';
import { Initializer } from './Initializer.js';
import { checkKernelAxes, type KernelAxes } from './KernelAxes.js';

/** Options of every random initializer. */
export interface SeedOptions {
  /**
   * Draws from this seed instead of the parameter's key. As in Keras two parameters of one shape are then equal.
   * Default none.
   */
  seed?: number;
}

/** An initializer that draws random numbers. */
export abstract class SeededInitializer extends Initializer {
  readonly seed?: number;
  readonly #key?: RandomKey;

  /** @throws Error when the seed is not a whole number in [0, 2⁵³). */
  constructor({ seed }: SeedOptions) {
    super();
    this.seed = seed;
    this.#key = seed === undefined ? undefined : RandomKey.fromSeed(seed);
  }

  override initialize(shape: Shape, key: RandomKey, axes?: KernelAxes): Tensor {
    const where = this.constructor.name;
    checkSizes(where, 'shape', shape);
    checkRandomKey(where, 'key', key);
    if (axes !== undefined) checkKernelAxes(where, axes, shape.length);
    return this.draw(shape, this.#key ?? key, axes);
  }

  /** The first value, of the key that applies. */
  protected abstract draw(shape: Shape, key: RandomKey, axes?: KernelAxes): Tensor;
}
