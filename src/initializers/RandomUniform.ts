import type { Tensor } from '@tensorflow/tfjs-core';
import { checkOptions } from '../config/checkOptions.js';
import { checkMagnitude } from '../config/checkMagnitude.js';
import { checkNumber } from '../config/checkNumber.js';
import { randomUniform } from '../engine/random/draw.js';
import type { RandomKey } from '../engine/random/RandomKey.js';
import type { Shape } from '../engine/shapes.js';
import { SeededInitializer, type SeedOptions } from './SeededInitializer.js';

/** Options of {@link RandomUniform}. */
export interface RandomUniformOptions extends SeedOptions {
  /** Default -0.05. */
  minval?: number;
  /** Default 0.05. */
  maxval?: number;
}

/** Uniform between two bounds. */
export class RandomUniform extends SeededInitializer {
  readonly minval: number;
  readonly maxval: number;

  /** @throws Error when a bound is not finite, or the upper is below the lower. */
  constructor(options: RandomUniformOptions = {}) {
    const {
      minval = -0.05,
      maxval = 0.05,
      seed,
    } = checkOptions('RandomUniform', options, ['minval', 'maxval', 'seed']);
    super({ seed });
    checkNumber('RandomUniform', 'minval', minval);
    checkMagnitude('RandomUniform', 'minval', minval);
    checkNumber('RandomUniform', 'maxval', maxval, { atLeast: minval });
    checkMagnitude('RandomUniform', 'maxval', maxval);
    this.minval = minval;
    this.maxval = maxval;
  }

  protected override draw(shape: Shape, key: RandomKey): Tensor {
    return randomUniform(key, shape, this.minval, this.maxval);
  }

  override getConfig(): Record<string, unknown> {
    return { minval: this.minval, maxval: this.maxval, seed: this.seed };
  }
}
