import { div, maximum, mul, neg, rsqrt, square, sum, type Tensor } from '@tensorflow/tfjs-core';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { resolveAxis } from '../engine/shapes.js';
import { squareUnit } from '../ops/squareUnit.js';
import { checkPair } from './checkPair.js';
import { Loss, type LossOptions } from './Loss.js';

/** Options of {@link CosineSimilarity}. */
export interface CosineSimilarityOptions extends LossOptions {
  /** Along which axis a vector lies. Default −1, the last. */
  axis?: number;
}

/** The least square of a norm that is divided by, TensorFlow's: vectors of zeros stay zeros. */
const LEAST_SQUARE = 1e-12;

/**
 * Minus the cosine of the angle between target and prediction: −1 for the same direction, 0 for a right angle or a
 * vector of zeros. Target and prediction are float32 of one shape; gradients flow into both.
 *
 * The losses have that shape without the vectors' axis.
 */
export class CosineSimilarity extends Loss {
  readonly axis: number;

  /** @throws Error when the axis is not a whole number, or the reduction is not known. */
  constructor(options: CosineSimilarityOptions = {}) {
    const { axis = -1, reduction } = checkOptions('CosineSimilarity', options, ['axis', 'reduction']);
    super('CosineSimilarity', reduction);
    checkNumber('CosineSimilarity', 'axis', axis, { whole: true });
    this.axis = axis;
  }

  override getConfig(): Record<string, unknown> {
    return { axis: this.axis, reduction: this.reduction };
  }

  protected override lossesOf(target: Tensor, prediction: Tensor): Tensor {
    checkPair(this.where, target, prediction);
    const axis = resolveAxis(this.where, 'axis', this.axis, target.rank);
    return neg(sum(mul(direction(target, axis), direction(prediction, axis)), axis));
  }
}

/** The vector of length 1. It does not change with the unit, so neither does its gradient. */
function direction(x: Tensor, axis: number): Tensor {
  const measured = div(x, squareUnit(x, [axis]));
  return mul(measured, rsqrt(maximum(sum(square(measured), axis, true), LEAST_SQUARE)));
}
