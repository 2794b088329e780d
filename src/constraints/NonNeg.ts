import { maximum, type Tensor } from '@tensorflow/tfjs-core';
import { checkTensor } from '../engine/checkTensor.js';
import { Constraint } from './Constraint.js';

/** Negative values become 0. */
export class NonNeg extends Constraint {
  override apply(x: Tensor): Tensor {
    checkTensor('NonNeg', 'x', x, 'float32');
    return maximum(x, 0);
  }

  override getConfig(): Record<string, unknown> {
    return {};
  }
}
