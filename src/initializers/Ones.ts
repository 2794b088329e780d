import { ones, type Tensor } from '@tensorflow/tfjs-core';
import type { Shape } from '../engine/shapes.js';
import { Initializer } from './Initializer.js';

/** All ones. */
export class Ones extends Initializer {
  override initialize(shape: Shape): Tensor {
    return ones([...shape], 'float32');
  }

  override getConfig(): Record<string, unknown> {
    return {};
  }
}
