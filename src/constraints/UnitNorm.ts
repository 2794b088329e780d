import { add, div, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkOptions } from '../config/checkOptions.js';
import { checkTensor } from '../engine/checkTensor.js';
import { Constraint } from './Constraint.js';
import { checkAxes, NORM_EPSILON, normAlong } from './normAlong.js';

/** Options of {@link UnitNorm}. */
export interface UnitNormOptions {
  /** Along which axis or axes a vector lies. Default 0: for a kernel `[in, out]` the weights into one output. */
  axis?: number | readonly number[];
}

/** Every vector is scaled to norm 1 (divided by its norm + 1e-7); zeros stay zeros. */
export class UnitNorm extends Constraint {
  readonly axis: number | readonly number[];

  /** @throws Error when an axis is not whole. */
  constructor(options: UnitNormOptions = {}) {
    const { axis = 0 } = checkOptions('UnitNorm', options, ['axis']);
    super();
    checkAxes('UnitNorm', axis);
    this.axis = axis;
  }

  override apply(x: Tensor): Tensor {
    checkTensor('UnitNorm', 'x', x, 'float32');
    return tidy(() => div(x, add(normAlong('UnitNorm', x, this.axis), NORM_EPSILON)));
  }

  override getConfig(): Record<string, unknown> {
    return { axis: this.axis };
  }
}
