import type { Tensor } from '@tensorflow/tfjs-core';
import { checkOptions } from '../config/checkOptions.js';
import { checkTensor } from '../engine/checkTensor.js';
import { passOn } from '../engine/passOn.js';
import { checkCallOptions, isTraining, type CallOptions } from '../modules/CallOptions.js';
import { Module, type ModuleOptions } from '../modules/Module.js';
import { checkDropoutRate, dropout } from '../ops/dropout.js';
import { moduleConfig } from './moduleConfig.js';

/** Options of {@link Dropout}. */
export interface DropoutOptions extends ModuleOptions {
  /** Probability in [0, 1]. */
  rate: number;
}

/** Inverted dropout in training; passes its input on otherwise. */
export class Dropout extends Module {
  static readonly className = 'Dropout';
  readonly #rate: number;

  /** @throws Error when the rate is outside of [0, 1]. */
  constructor(options: DropoutOptions) {
    const { rate, ...others } = checkOptions('Dropout', options, ['name', 'trainable', 'seed', 'rate']);
    super(others);
    checkDropoutRate('Dropout', rate);
    this.#rate = rate;
  }

  /**
   * @param x float32, of any shape.
   * @returns The same shape.
   * @throws Error when training without `options.randomKey`.
   */
  call(x: Tensor, options: CallOptions = {}): Tensor {
    checkTensor('Dropout', 'x', x, 'float32');
    checkCallOptions('Dropout', options);
    if (this.#rate === 0 || !isTraining(options)) return passOn(x);
    if (options.randomKey === undefined) {
      throw new Error('Dropout: options.randomKey must be given when training, got none');
    }
    return dropout(x, this.#rate, options.randomKey);
  }

  /** All options as plain data. */
  getConfig(): Record<string, unknown> {
    return { ...moduleConfig(this), rate: this.#rate };
  }
}
