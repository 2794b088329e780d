import type { Tensor } from '@tensorflow/tfjs-core';
import { checkNumber } from '../config/checkNumber.js';
import type { RandomKey } from '../engine/random/RandomKey.js';
import { resolveAxis, type Shape } from '../engine/shapes.js';
import { getInitializer, type InitializerIdentifier } from '../initializers/index.js';
import { Module, type ModuleOptions } from '../modules/Module.js';
import type { Parameter } from '../modules/Parameter.js';
import { layerNorm } from '../ops/layerNorm.js';
import { createWeight } from './weightOptions.js';

/** Options of {@link LayerNorm}. */
export interface LayerNormLayerOptions extends ModuleOptions {
  /** Axes over which mean and variance are taken; negative ones count from the end. Default -1. */
  axis?: number | readonly number[];
  /** Added to the variance. Default 1e-3, as in Keras. */
  epsilon?: number;
  /** Whether `beta` is added. Default true. */
  center?: boolean;
  /** Whether `gamma` is multiplied. Default true. */
  scale?: boolean;
  /** Default `'zeros'`. */
  betaInitializer?: InitializerIdentifier;
  /** Default `'ones'`. */
  gammaInitializer?: InitializerIdentifier;
}

/**
 * Layer normalization (arXiv:1607.06450): `gamma · (x − mean) / √(variance + epsilon) + beta`.
 *
 * Weights: `gamma` and `beta`, of the sizes of the normalized axes.
 */
export class LayerNorm extends Module {
  static readonly className = 'LayerNormalization';
  /** Of the sizes of the normalized axes; none with `scale: false`. */
  gamma?: Parameter;
  /** Of the sizes of the normalized axes; none with `center: false`. */
  beta?: Parameter;
  readonly #options: LayerNormLayerOptions;

  /** @throws Error when epsilon is negative. */
  constructor(options: LayerNormLayerOptions = {}) {
    super(options);
    checkNumber('LayerNorm', 'epsilon', options.epsilon ?? 1e-3, { atLeast: 0 });
    this.#options = options;
  }

  override build(shape: Shape, key: RandomKey): void {
    const {
      axis = -1,
      center = true,
      scale = true,
      gammaInitializer = 'ones',
      betaInitializer = 'zeros',
    } = this.#options;
    const axes = [axis]
      .flat()
      .map((one) => resolveAxis('LayerNorm', 'axis', one, shape.length))
      .sort((a, b) => a - b);
    const sizes = axes.map((one) => shape[one]);
    const weight = (name: string, initializer: InitializerIdentifier): Parameter =>
      createWeight({ initializer: getInitializer(initializer) }, sizes, key.fold(name));
    if (scale) this.gamma = weight('gamma', gammaInitializer);
    if (center) this.beta = weight('beta', betaInitializer);
  }

  /**
   * @returns The shape of x.
   * @throws Error when the normalized axes are not those it was built for.
   */
  call(x: Tensor): Tensor {
    this.ensureBuilt(x.shape);
    const { axis, epsilon } = this.#options;
    return layerNorm(x, { gamma: this.gamma?.value, beta: this.beta?.value, axis, epsilon });
  }
}
