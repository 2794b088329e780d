import { cast, div, maximum, scalar, sum, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkOptions } from '../config/checkOptions.js';
import { checkShape } from '../engine/shapes.js';
import { checkCallOptions, type CallOptions } from '../modules/CallOptions.js';
import { Module, type ModuleOptions } from '../modules/Module.js';
import { asBooleanMask } from '../ops/maskedSoftmax.js';
import { hidePadding } from './hidePadding.js';
import { moduleConfig } from './moduleConfig.js';
import { moduleOptionNames } from './moduleOptionNames.js';

/** Options of a call of {@link MeanPooling}. */
export interface MeanPoolingCallOptions extends CallOptions {
  /** `[b, t]`: true, or above 0.5, where a position counts. Default: all do. */
  mask?: Tensor;
}

/**
 * The mean vector of a sequence's positions: `y = Σₜ mₜ · xₜ / Σₜ mₜ`, m the mask. A sequence without a position that
 * counts gives zeros. What padding holds changes nothing, also when it is NaN.
 */
export class MeanPooling extends Module {
  static readonly className = 'MeanPooling';

  /** @throws Error when an option is of a wrong type. */
  constructor(options: ModuleOptions = {}) {
    super(checkOptions('MeanPooling', options, moduleOptionNames));
  }

  /**
   * @param x `[b, t, e]`, float32.
   * @returns `[b, e]`.
   * @throws Error when x or the mask has another shape.
   */
  call(x: Tensor, options: MeanPoolingCallOptions = {}): Tensor {
    checkShape('MeanPooling', 'x', x, ['any', 'any', 'any'], 'float32');
    const { mask } = checkCallOptions('MeanPooling', options);
    return tidy(() => {
      const total = sum(hidePadding('MeanPooling', x, mask), 1);
      if (mask === undefined) return div(total, Math.max(1, x.shape[1]!));
      const counted = sum(cast(asBooleanMask(mask), 'float32'), 1, true);
      return div(total, maximum(counted, scalar(1)));
    });
  }

  /** All options as plain data. */
  getConfig(): Record<string, unknown> {
    return { ...moduleConfig(this) };
  }
}
