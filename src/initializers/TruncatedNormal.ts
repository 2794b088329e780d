import type { Tensor } from '@tensorflow/tfjs-core';
import { checkOptions } from '../config/checkOptions.js';
import { checkMagnitude } from '../config/checkMagnitude.js';
import { checkNumber } from '../config/checkNumber.js';
import { randomTruncatedNormal } from '../engine/random/draw.js';
import type { RandomKey } from '../engine/random/RandomKey.js';
import type { Shape } from '../engine/shapes.js';
import { SeededInitializer, type SeedOptions } from './SeededInitializer.js';

/** Options of {@link TruncatedNormal}. */
export interface TruncatedNormalOptions extends SeedOptions {
  /** Default 0. */
  mean?: number;
  /** Standard deviation before the cut, default 0.05; that of the result is 0.88 of it. */
  stddev?: number;
}

/** Normal, drawn again until within two standard deviations of the mean. */
export class TruncatedNormal extends SeededInitializer {
  readonly mean: number;
  readonly stddev: number;

  /** @throws Error when an option is not finite, or `stddev` is negative. */
  constructor(options: TruncatedNormalOptions = {}) {
    const { mean = 0, stddev = 0.05, seed } = checkOptions('TruncatedNormal', options, ['mean', 'stddev', 'seed']);
    super({ seed });
    checkNumber('TruncatedNormal', 'mean', mean);
    checkMagnitude('TruncatedNormal', 'mean', mean);
    checkNumber('TruncatedNormal', 'stddev', stddev, { atLeast: 0 });
    checkMagnitude('TruncatedNormal', 'stddev', stddev);
    this.mean = mean;
    this.stddev = stddev;
  }

  protected override draw(shape: Shape, key: RandomKey): Tensor {
    return randomTruncatedNormal(key, shape, this.mean, this.stddev);
  }

  override getConfig(): Record<string, unknown> {
    return { mean: this.mean, stddev: this.stddev, seed: this.seed };
  }
}
