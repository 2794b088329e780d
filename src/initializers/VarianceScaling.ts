import type { Tensor } from '@tensorflow/tfjs-core';
import { checkChoice } from '../config/checkChoice.js';
import { checkOptions } from '../config/checkOptions.js';
import { checkMagnitude } from '../config/checkMagnitude.js';
import { checkNumber } from '../config/checkNumber.js';
import { randomNormal, randomTruncatedNormal, randomUniform } from '../engine/random/draw.js';
import type { RandomKey } from '../engine/random/RandomKey.js';
import { formatShape, type Shape } from '../engine/shapes.js';
import { computeFans, type Fans } from './computeFans.js';
import { connectedFans } from './connectedFans.js';
import type { KernelAxes } from './KernelAxes.js';
import { SeededInitializer, type SeedOptions } from './SeededInitializer.js';

const MODES = ['fanIn', 'fanOut', 'fanAvg'] as const;
const DISTRIBUTIONS = ['normal', 'truncatedNormal', 'untruncatedNormal', 'uniform'] as const;

/** Standard deviation of a standard normal cut at two deviations. */
const TRUNCATED_DEVIATION = 0.87962566103423978;

const FANS = ['legacy', 'connected'] as const;

/** Options of all initializers that count fans. */
export interface FanOptions extends SeedOptions {
  /**
   * How the fans of a kernel of more than two axes are counted. `'legacy'`: as those of a convolution, see
   * {@link computeFans}; `'connected'`: by the equation of the layer, see {@link connectedFans}, as Keras does from 3.15
   * on. Matrices have the same fans either way. Default `'legacy'`.
   */
  fans?: (typeof FANS)[number];
}

/** Options of {@link VarianceScaling}. */
export interface VarianceScalingOptions extends FanOptions {
  /** The variance times the fan, above 0. Default 1. */
  scale?: number;
  /** Which fan of {@link computeFans}: inputs, outputs, or their mean. Default `'fanIn'`. */
  mode?: (typeof MODES)[number];
  /** `'normal'` is another word for `'truncatedNormal'`, the default. */
  distribution?: (typeof DISTRIBUTIONS)[number];
}

/**
 * Random numbers of mean 0 and variance `scale / fan`, so that a layer keeps the size of its signals (Glorot and Bengio
 * 2010, He et al. 2015).
 *
 * - `truncatedNormal`: cut at two deviations, and widened so that the variance holds after the cut.
 * - `untruncatedNormal`: not cut.
 * - `uniform`: within `±√(3 · scale / fan)`.
 */
export class VarianceScaling extends SeededInitializer {
  readonly scale: number;
  readonly mode: (typeof MODES)[number];
  readonly distribution: (typeof DISTRIBUTIONS)[number];
  /** Undefined where not asked for, so that a configuration that Keras can read stays one. */
  readonly fans?: (typeof FANS)[number];

  /** @throws Error when the scale is not above 0, or the mode, the distribution or the fans are unknown. */
  constructor(options: VarianceScalingOptions = {}) {
    const {
      scale = 1,
      mode = 'fanIn',
      distribution = 'truncatedNormal',
      seed,
      fans,
    } = checkOptions('VarianceScaling', options, ['scale', 'mode', 'distribution', 'seed', 'fans']);
    super({ seed });
    checkNumber('VarianceScaling', 'scale', scale, { above: 0 });
    checkMagnitude('VarianceScaling', 'scale', scale);
    checkChoice('VarianceScaling', 'mode', mode, MODES);
    checkChoice('VarianceScaling', 'distribution', distribution, DISTRIBUTIONS);
    if (fans !== undefined) checkChoice(new.target.name, 'fans', fans, FANS);
    this.scale = scale;
    this.mode = mode;
    this.distribution = distribution;
    this.fans = fans;
  }

  /** @throws Error when fans are counted by the equation, and the kernel has more than two axes and none is known. */
  protected override draw(shape: Shape, key: RandomKey, axes?: KernelAxes): Tensor {
    const variance = this.scale / Math.max(1, fanOf(this.#countFans(shape, axes), this.mode));
    const deviation = Math.sqrt(variance);
    const limit = Math.sqrt(3 * variance);
    switch (this.distribution) {
      case 'normal':
      case 'truncatedNormal':
        return randomTruncatedNormal(key, shape, 0, deviation / TRUNCATED_DEVIATION);
      case 'untruncatedNormal':
        return randomNormal(key, shape, 0, deviation);
      case 'uniform':
        return randomUniform(key, shape, -limit, limit);
    }
  }

  override getConfig(): Record<string, unknown> {
    return { scale: this.scale, mode: this.mode, distribution: this.distribution, seed: this.seed, fans: this.fans };
  }

  #countFans(shape: Shape, axes?: KernelAxes): Fans {
    if (this.fans !== 'connected') return computeFans(shape);
    if (axes !== undefined) return connectedFans(shape, axes);
    if (shape.length <= 2) return computeFans(shape);
    throw new Error(
      `${this.constructor.name}: axes must be given for connected fans of more than two axes, ` +
        `got none for ${formatShape(shape)}`,
    );
  }
}

function fanOf({ fanIn, fanOut }: Fans, mode: (typeof MODES)[number]): number {
  if (mode === 'fanAvg') return (fanIn + fanOut) / 2;
  return mode === 'fanIn' ? fanIn : fanOut;
}
