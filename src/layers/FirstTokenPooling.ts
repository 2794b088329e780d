import { reshape, slice, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkOptions } from '../config/checkOptions.js';
import { checkShape, formatShape } from '../engine/shapes.js';
import { Module, type ModuleOptions } from '../modules/Module.js';
import { moduleConfig } from './moduleConfig.js';
import { moduleOptionNames } from './moduleOptionNames.js';

/** The vector of a sequence's first position, where BERT puts its class token (Devlin et al. 2018, arXiv:1810.04805). */
export class FirstTokenPooling extends Module {
  static readonly className = 'FirstTokenPooling';

  /** @throws Error when an option is of a wrong type. */
  constructor(options: ModuleOptions = {}) {
    super(checkOptions('FirstTokenPooling', options, moduleOptionNames));
  }

  /**
   * @param x `[b, t, e]`, float32, of at least one position.
   * @returns `[b, e]`.
   * @throws Error when x has another shape.
   */
  call(x: Tensor): Tensor {
    checkShape('FirstTokenPooling', 'x', x, ['any', 'any', 'any'], 'float32');
    const [batch, length, features] = x.shape as [number, number, number];
    if (length === 0) {
      throw new Error(`FirstTokenPooling: x must have at least one position, got shape ${formatShape(x.shape)}`);
    }
    return tidy(() => reshape(slice(x, [0, 0, 0], [batch, 1, features]), [batch, features]));
  }

  /** All options as plain data. */
  getConfig(): Record<string, unknown> {
    return { ...moduleConfig(this) };
  }
}
