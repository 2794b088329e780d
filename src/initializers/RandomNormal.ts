import type { Tensor } from '@tensorflow/tfjs-core';
import { checkOptions } from '../config/checkOptions.js';
import { checkMagnitude } from '../config/checkMagnitude.js';
import { checkNumber } from '../config/checkNumber.js';
import { randomNormal } from '../engine/random/draw.js';
import type { RandomKey } from '../engine/random/RandomKey.js';
import type { Shape } from '../engine/shapes.js';
import { SeededInitializer, type SeedOptions } from './SeededInitializer.js';

/** Options of {@link RandomNormal}. */
export interface RandomNormalOptions extends SeedOptions {
  /** Default 0. */
  mean?: number;
  /** Standard deviation, default 0.05. */
  stddev?: number;
}

/** Normal, with mean 0 and standard deviation 0.05 unless told otherwise. */
export class RandomNormal extends SeededInitializer {
  readonly mean: number;
  readonly stddev: number;

  /** @throws Error when an option is not finite, or `stddev` is negative. */
  constructor(options: RandomNormalOptions = {}) {
    const { mean = 0, stddev = 0.05, seed } = checkOptions('RandomNormal', options, ['mean', 'stddev', 'seed']);
    super({ seed });
    checkNumber('RandomNormal', 'mean', mean);
    checkMagnitude('RandomNormal', 'mean', mean);
    checkNumber('RandomNormal', 'stddev', stddev, { atLeast: 0 });
    checkMagnitude('RandomNormal', 'stddev', stddev);
    this.mean = mean;
    this.stddev = stddev;
  }

  protected override draw(shape: Shape, key: RandomKey): Tensor {
    return randomNormal(key, shape, this.mean, this.stddev);
  }

  override getConfig(): Record<string, unknown> {
    return { mean: this.mean, stddev: this.stddev, seed: this.seed };
  }
}
