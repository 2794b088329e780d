import type { Tensor } from '@tensorflow/tfjs-core';
import { checkBoolean } from '../config/checkBoolean.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { formatValue } from '../config/formatValue.js';
import { checkTensor } from '../engine/checkTensor.js';
import type { RandomKey } from '../engine/random/RandomKey.js';
import { checkShape, resolveAxes, type Shape } from '../engine/shapes.js';
import { initializers, type InitializerIdentifier } from '../initializers/index.js';
import type { Initializer } from '../initializers/Initializer.js';
import { Module, type ModuleOptions } from '../modules/Module.js';
import type { Parameter } from '../modules/Parameter.js';
import { addNorm } from '../ops/addNorm.js';
import { layerNorm } from '../ops/layerNorm.js';
import { moduleConfig } from './moduleConfig.js';
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

const OPTIONS = [
  ...(['name', 'trainable', 'seed', 'axis', 'epsilon', 'center', 'scale'] as const),
  ...(['betaInitializer', 'gammaInitializer'] as const),
] as const;

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
  readonly #initializers: Record<'gamma' | 'beta', Initializer>;

  /** @throws Error when epsilon is negative, an axis is not whole, or a name is not known. */
  constructor(options: LayerNormLayerOptions = {}) {
    super(checkOptions('LayerNorm', options, OPTIONS));
    const { axis = -1, epsilon = 1e-3, center = true, scale = true } = options;
    const { gammaInitializer = 'ones', betaInitializer = 'zeros' } = options;
    if (![axis].flat().every(Number.isInteger) || [axis].flat().length === 0) {
      throw new Error(`LayerNorm: axis must be a whole number or a list of them, got ${formatValue(axis)}`);
    }
    checkNumber('LayerNorm', 'epsilon', epsilon, { atLeast: 0 });
    checkBoolean('LayerNorm', 'center', center);
    checkBoolean('LayerNorm', 'scale', scale);
    this.#initializers = {
      gamma: initializers.get(gammaInitializer, 'LayerNorm: gammaInitializer'),
      beta: initializers.get(betaInitializer, 'LayerNorm: betaInitializer'),
    };
    this.#options = options;
  }

  override build(shape: Shape, key: RandomKey): void {
    const { axis = -1, center = true, scale = true } = this.#options;
    const axes = resolveAxes('LayerNorm', 'axis', axis, shape.length).sort((a, b) => a - b);
    const sizes = axes.map((one) => shape[one]);
    const weight = (name: 'gamma' | 'beta'): Parameter =>
      createWeight({ initializer: this.#initializers[name] }, sizes, key.fold(name));
    if (scale) this.gamma = weight('gamma');
    if (center) this.beta = weight('beta');
  }

  /**
   * @returns The shape of x.
   * @throws Error when the normalized axes are not those it was built for.
   */
  call(x: Tensor): Tensor {
    checkTensor('LayerNorm', 'x', x, 'float32');
    this.ensureBuilt(x.shape);
    const { axis, epsilon } = this.#options;
    return layerNorm(x, { gamma: this.gamma?.value, beta: this.beta?.value, axis, epsilon });
  }

  /**
   * Normalizes a sum, in one kernel where the backend has it and the norm is over the last axis.
   *
   * @param added Of the shape of x.
   * @returns The sum, and what it is normalized.
   * @throws Error when the shapes differ, or the normalized axes are not those it was built for.
   */
  callOnSum(x: Tensor, added: Tensor): [sum: Tensor, normalized: Tensor] {
    checkTensor('LayerNorm', 'x', x, 'float32');
    checkShape('LayerNorm', 'added', added, x.shape, 'float32');
    this.ensureBuilt(x.shape);
    const { axis = -1, epsilon = 1e-3 } = this.#options;
    return addNorm('layerNorm', x, added, { gamma: this.gamma?.value, beta: this.beta?.value, axis, epsilon });
  }

  /** All options as plain data. */
  getConfig(): Record<string, unknown> {
    const { axis = -1, epsilon = 1e-3, center = true, scale = true } = this.#options;
    return {
      ...moduleConfig(this),
      axis,
      epsilon,
      center,
      scale,
      betaInitializer: initializers.serialize(this.#initializers.beta),
      gammaInitializer: initializers.serialize(this.#initializers.gamma),
    };
  }
}
