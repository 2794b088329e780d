import { zeros, type Tensor } from '@tensorflow/tfjs-core';
import type { Shape } from '../engine/shapes.js';
import { Initializer } from './Initializer.js';

/** All zeros. */
export class Zeros extends Initializer {
  override initialize(shape: Shape): Tensor {
    return zeros([...shape], 'float32');
  }

  override getConfig(): Record<string, unknown> {
    return {};
  }
}
