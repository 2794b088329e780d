import { mul, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkMagnitude } from '../config/checkMagnitude.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { checkTensor } from '../engine/checkTensor.js';
import type { RandomKey } from '../engine/random/RandomKey.js';
import { checkShape, type Shape } from '../engine/shapes.js';
import { Constant } from '../initializers/Constant.js';
import { Module, type ModuleOptions } from '../modules/Module.js';
import type { Parameter } from '../modules/Parameter.js';
import { moduleConfig } from './moduleConfig.js';
import { moduleOptionNames } from './moduleOptionNames.js';
import { createWeight } from './weightOptions.js';

/** Options of {@link LayerScale}. */
export interface LayerScaleOptions extends ModuleOptions {
  /** Of every factor at first. Default 1e-5; the paper takes 0.1 up to 18 blocks, 1e-5 up to 24, 1e-6 beyond. */
  initialValue?: number;
}

/**
 * Layer scale (Touvron et al. 2021, CaiT, arXiv:2103.17239, eq. 3): `gamma · x`, a learned factor per feature of what a
 * residual branch gives. A small first value lets each block begin near the identity.
 *
 * Weights: `gamma` `[features]`.
 */
export class LayerScale extends Module {
  static readonly className = 'LayerScale';
  /** `[features]`; made by `build`. */
  gamma!: Parameter;
  readonly #initialValue: number;

  /** @throws Error when the value is not a finite number of at most 1e37 in size. */
  constructor(options: LayerScaleOptions = {}) {
    const { initialValue = 1e-5, ...others } = checkOptions('LayerScale', options, [
      ...moduleOptionNames,
      'initialValue',
    ]);
    super(others);
    checkNumber('LayerScale', 'initialValue', initialValue);
    checkMagnitude('LayerScale', 'initialValue', initialValue);
    this.#initialValue = initialValue;
  }

  override build(shape: Shape, key: RandomKey): void {
    const initializer = new Constant({ value: this.#initialValue });
    this.gamma = createWeight({ initializer }, [shape.at(-1)!], key.fold('gamma'));
  }

  /**
   * @param x `[…, features]`, float32.
   * @returns The same shape.
   * @throws Error when the features are not those it was built for.
   */
  call(x: Tensor): Tensor {
    checkTensor('LayerScale', 'x', x, 'float32');
    this.ensureBuilt(x.shape);
    checkShape('LayerScale', 'x', x, [...x.shape.slice(0, -1), this.gamma.shape[0]]);
    return tidy(() => mul(x, this.gamma.value));
  }

  /** All options as plain data. */
  getConfig(): Record<string, unknown> {
    return { ...moduleConfig(this), initialValue: this.#initialValue };
  }
}
