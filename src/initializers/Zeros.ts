import { zeros, type Tensor } from '@tensorflow/tfjs-core';
import { checkSizes, type Shape } from '../engine/shapes.js';
import { Initializer } from './Initializer.js';

/** All zeros. */
export class Zeros extends Initializer {
  override initialize(shape: Shape): Tensor {
    checkSizes('Zeros', 'shape', shape);
    return zeros([...shape], 'float32');
  }

  override getConfig(): Record<string, unknown> {
    return {};
  }
}
