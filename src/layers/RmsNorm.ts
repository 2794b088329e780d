import type { Tensor } from '@tensorflow/tfjs-core';
import { checkNumber } from '../config/checkNumber.js';
import { checkObject } from '../config/checkObject.js';
import { formatValue } from '../config/formatValue.js';
import { checkTensor } from '../engine/checkTensor.js';
import type { RandomKey } from '../engine/random/RandomKey.js';
import { checkShape, resolveAxes, type Shape } from '../engine/shapes.js';
import { initializers, type InitializerIdentifier } from '../initializers/index.js';
import type { Initializer } from '../initializers/Initializer.js';
import { Module, type ModuleOptions } from '../modules/Module.js';
import type { Parameter } from '../modules/Parameter.js';
import { addNorm } from '../ops/addNorm.js';
import { rmsNorm } from '../ops/rmsNorm.js';
import { moduleConfig } from './moduleConfig.js';
import { createWeight } from './weightOptions.js';

/** Options of {@link RmsNorm}. */
export interface RmsNormLayerOptions extends ModuleOptions {
  /** Axes over which the mean of squares is taken; negative ones count from the end. Default -1. */
  axis?: number | readonly number[];
  /** Added to the mean of squares. Default 1e-6, as in Keras 3. */
  epsilon?: number;
  /** Default `'ones'`. */
  gammaInitializer?: InitializerIdentifier;
}

/**
 * Root mean square normalization (Zhang & Sennrich 2019, arXiv:1910.07467): `gamma · x / √(mean(x²) + epsilon)`.
 *
 * Weights: `gamma`, of the sizes of the normalized axes.
 */
export class RmsNorm extends Module {
  static readonly className = 'RMSNormalization';
  /** Of the sizes of the normalized axes; made by `build`. */
  gamma!: Parameter;
  readonly #axis: number | readonly number[];
  readonly #epsilon: number;
  readonly #initializer: Initializer;

  /** @throws Error when epsilon is negative, an axis is not whole, or a name is not known. */
  constructor(options: RmsNormLayerOptions = {}) {
    const { axis = -1, epsilon = 1e-6, gammaInitializer = 'ones' } = checkObject('RmsNorm', 'options', options);
    super(options);
    if (![axis].flat().every(Number.isInteger) || [axis].flat().length === 0) {
      throw new Error(`RmsNorm: axis must be a whole number or a list of them, got ${formatValue(axis)}`);
    }
    checkNumber('RmsNorm', 'epsilon', epsilon, { atLeast: 0 });
    this.#axis = axis;
    this.#epsilon = epsilon;
    this.#initializer = initializers.get(gammaInitializer, 'RmsNorm: gammaInitializer');
  }

  override build(shape: Shape, key: RandomKey): void {
    const axes = resolveAxes('RmsNorm', 'axis', this.#axis, shape.length).sort((a, b) => a - b);
    const sizes = axes.map((one) => shape[one]);
    this.gamma = createWeight({ initializer: this.#initializer }, sizes, key.fold('gamma'));
  }

  /**
   * @returns The shape of x.
   * @throws Error when the normalized axes are not those it was built for.
   */
  call(x: Tensor): Tensor {
    checkTensor('RmsNorm', 'x', x, 'float32');
    this.ensureBuilt(x.shape);
    return rmsNorm(x, { gamma: this.gamma.value, axis: this.#axis, epsilon: this.#epsilon });
  }

  /**
   * Normalizes a sum, in one kernel where the backend has it and the norm is over the last axis.
   *
   * @param added Of the shape of x.
   * @returns The sum, and what it is normalized.
   * @throws Error when the shapes differ, or the normalized axes are not those it was built for.
   */
  callOnSum(x: Tensor, added: Tensor): [sum: Tensor, normalized: Tensor] {
    checkTensor('RmsNorm', 'x', x, 'float32');
    checkShape('RmsNorm', 'added', added, x.shape, 'float32');
    this.ensureBuilt(x.shape);
    return addNorm('rmsNorm', x, added, { gamma: this.gamma.value, axis: this.#axis, epsilon: this.#epsilon });
  }

  /** All options as plain data. */
  getConfig(): Record<string, unknown> {
    const axis = typeof this.#axis === 'number' ? this.#axis : [...this.#axis];
    const gammaInitializer = initializers.serialize(this.#initializer);
    return { ...moduleConfig(this), axis, epsilon: this.#epsilon, gammaInitializer };
  }
}
