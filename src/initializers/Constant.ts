import { fill, type Tensor } from '@tensorflow/tfjs-core';
import { checkOptions } from '../config/checkOptions.js';
import { checkMagnitude } from '../config/checkMagnitude.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkSizes, type Shape } from '../engine/shapes.js';
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
  constructor(options: ConstantOptions = {}) {
    const { value = 0 } = checkOptions('Constant', options, ['value']);
    super();
    checkNumber('Constant', 'value', value);
    checkMagnitude('Constant', 'value', value);
    this.value = value;
  }

  override initialize(shape: Shape): Tensor {
    checkSizes('Constant', 'shape', shape);
    return fill([...shape], this.value, 'float32');
  }

  override getConfig(): Record<string, unknown> {
    return { value: this.value };
  }
}
