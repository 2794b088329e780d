import { fill, type Tensor } from '@tensorflow/tfjs-core';
import { checkNumber } from '../config/checkNumber.js';
import type { Shape } from '../engine/shapes.js';
import { Initializer } from './Initializer.js';

/** Options of {@link Constant}. */
export interface ConstantOptions {
  /** Default 0. */
  value?: number;
}

/** One number everywhere. */
export class Constant extends Initializer {
  readonly value: number;

  /** @throws Error when the value is not finite. */
  constructor({ value = 0 }: ConstantOptions = {}) {
    super();
    checkNumber('Constant', 'value', value);
    this.value = value;
  }

  override initialize(shape: Shape): Tensor {
    return fill([...shape], this.value, 'float32');
  }

  override getConfig(): Record<string, unknown> {
    return { value: this.value };
  }
}
