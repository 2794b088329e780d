import { ones, type Tensor } from '@tensorflow/tfjs-core';
import { checkSizes, type Shape } from '../engine/shapes.js';
import { Initializer } from './Initializer.js';

/** All ones. */
export class Ones extends Initializer {
  override initialize(shape: Shape): Tensor {
    checkSizes('Ones', 'shape', shape);
    return ones([...shape], 'float32');
  }

  override getConfig(): Record<string, unknown> {
    return {};
  }
}
