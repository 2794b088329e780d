import { clipByValue, mean, mul, sub, type Tensor } from '@tensorflow/tfjs-core';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { checkPair } from './checkPair.js';
import { Loss, type LossOptions } from './Loss.js';

/** Options of {@link Huber}. */
export interface HuberOptions extends LossOptions {
  /** The error δ from which on the loss grows in proportion, above 0. Default 1. */
  delta?: number;
}

/**
 * The mean along the last axis of `e²/2` for errors `e = prediction − target` of at most δ in size, and of
 * `δ|e| − δ²/2` for larger ones (Huber 1964, doi:10.1214/aoms/1177703732). Target and prediction are float32 of one
 * shape; gradients flow into both.
 */
export class Huber extends Loss {
  readonly delta: number;

  /** @throws Error when δ is not a finite number above 0, or the reduction is not known. */
  constructor(options: HuberOptions = {}) {
    const { delta = 1, reduction } = checkOptions('Huber', options, ['delta', 'reduction']);
    super('Huber', reduction);
    checkNumber('Huber', 'delta', delta, { above: 0 });
    this.delta = delta;
  }

  override getConfig(): Record<string, unknown> {
    return { delta: this.delta, reduction: this.reduction };
  }

  protected override lossesOf(target: Tensor, prediction: Tensor): Tensor {
    checkPair(this.where, target, prediction);
    const error = sub(prediction, target);
    // Both branches are q(e − q/2) with q the error cut to ±δ: no square of a large error overflows.
    const cut = clipByValue(error, -this.delta, this.delta);
    return mean(mul(cut, sub(error, mul(cut, 0.5))), -1);
  }
}
