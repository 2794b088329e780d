import { mul, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkOptions } from '../config/checkOptions.js';
import { checkTensor } from '../engine/checkTensor.js';
import { passOn } from '../engine/passOn.js';
import { formatShape } from '../engine/shapes.js';
import { checkCallOptions, isTraining, type CallOptions } from '../modules/CallOptions.js';
import { Module, type ModuleOptions } from '../modules/Module.js';
import { checkDropoutRate, dropoutMask } from '../ops/dropout.js';
import { moduleConfig } from './moduleConfig.js';
import { moduleOptionNames } from './moduleOptionNames.js';

/** Options of {@link StochasticDepth}. */
export interface StochasticDepthOptions extends ModuleOptions {
  /** Probability of dropping a sample, in [0, 1]. */
  rate: number;
}

/**
 * Stochastic depth (Huang et al. 2016, arXiv:1603.09382) of one residual branch: in training the whole of a sample
 * becomes zero with probability `rate`, the others are divided by `1 − rate`, so that the mean stays. The paper scales
 * when it does not train instead. Otherwise it passes its input on.
 */
export class StochasticDepth extends Module {
  static readonly className = 'StochasticDepth';
  readonly #rate: number;

  /** @throws Error when the rate is outside of [0, 1]. */
  constructor(options: StochasticDepthOptions) {
    const { rate, ...others } = checkOptions('StochasticDepth', options, [...moduleOptionNames, 'rate']);
    super(others);
    checkDropoutRate('StochasticDepth', rate);
    this.#rate = rate;
  }

  /**
   * @param x `[batch, …]`, float32: what a branch gives, before it is added.
   * @returns The same shape.
   * @throws Error when it has no batch axis, or when training without `options.randomKey`.
   */
  call(x: Tensor, options: CallOptions = {}): Tensor {
    checkTensor('StochasticDepth', 'x', x, 'float32');
    checkCallOptions('StochasticDepth', options);
    if (x.rank === 0) {
      throw new Error(`StochasticDepth: x must have shape [batch, ...], got ${formatShape(x.shape)}`);
    }
    if (this.#rate === 0 || !isTraining(options)) return passOn(x);
    const { randomKey } = options;
    if (randomKey === undefined) {
      throw new Error('StochasticDepth: options.randomKey must be given when training, got none');
    }
    const perSample = x.shape.map((size, axis) => (axis === 0 ? size : 1));
    return tidy(() => mul(x, dropoutMask(perSample, this.#rate, randomKey)));
  }

  /** All options as plain data. */
  getConfig(): Record<string, unknown> {
    return { ...moduleConfig(this), rate: this.#rate };
  }
}
