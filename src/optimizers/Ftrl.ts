import {
  add,
  clipByValue,
  clone,
  div,
  divNoNan,
  fill,
  mul,
  pow,
  square,
  sub,
  zerosLike,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { checkMagnitude } from '../config/checkMagnitude.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { OPTIMIZER_OPTIONS } from './checkOptimizerOptions.js';
import { Optimizer, type OptimizerOptions, type Slots, type UpdateContext } from './Optimizer.js';

/** Options of {@link Ftrl}. */
export interface FtrlOptions extends OptimizerOptions {
  /** How rates fall with the sum of squares, at most 0; 0 leaves them as they are. Default -0.5. */
  learningRatePower?: number;
  /** What the sums of squares start with, at least 0. Default 0.1. */
  initialAccumulatorValue?: number;
  /** λ₁: values that the gradients do not press for stay exactly zero; at least 0. Default 0. */
  l1RegularizationStrength?: number;
  /** λ₂: holds values near zero; at least 0. Default 0. */
  l2RegularizationStrength?: number;
  /** κ: adds the gradient of κ w² to g, but not to the sum of squares; at least 0. Default 0. */
  l2ShrinkageRegularizationStrength?: number;
  /** Makes early steps smaller, at least 0. Default 0. */
  beta?: number;
}

/**
 * FTRL-proximal ("follow the regularized leader", McMahan et al. 2013, "Ad click prediction: a view from the trenches",
 * algorithm 1): sparse solutions for large linear models.
 *
 * With w the value, g the gradient, α = `learningRate` (default 0.001), p = −`learningRatePower`, β = `beta`, n the sum
 * of squares, which starts with `initialAccumulatorValue`, and λ₁, λ₂, κ as the options say:
 *
 *     n′ = n + g²
 *     z ← z + g + 2 κ w − (n′ᵖ − nᵖ) / α · w
 *     n ← n′
 *     w ← (clip(z, −λ₁, λ₁) − z) / ((nᵖ + β) / α + 2 λ₂)
 *
 * An update makes w anew from z and n: first values are mostly forgotten in the first one, and a value whose gradients
 * were all zero becomes zero. This is for linear models; nothing with hidden layers starts from zeros. With α = 0 an
 * update changes nothing.
 *
 * The form is that of tf_keras. The paper has λ₂ where 2 λ₂ stands here, p = 1/2, and proposes β = 1 with n starting
 * from 0.
 */
export class Ftrl extends Optimizer {
  readonly learningRatePower: number;
  readonly initialAccumulatorValue: number;
  readonly l1RegularizationStrength: number;
  readonly l2RegularizationStrength: number;
  readonly l2ShrinkageRegularizationStrength: number;
  readonly beta: number;

  /** @throws Error when an option is out of its range. */
  constructor(options: FtrlOptions = {}) {
    const {
      learningRate = 0.001,
      learningRatePower = -0.5,
      initialAccumulatorValue = 0.1,
      l1RegularizationStrength = 0,
      l2RegularizationStrength = 0,
      l2ShrinkageRegularizationStrength = 0,
      beta = 0,
      ...others
    } = checkOptions('Ftrl', options, [
      ...OPTIMIZER_OPTIONS,
      'learningRatePower',
      'initialAccumulatorValue',
      'l1RegularizationStrength',
      'l2RegularizationStrength',
      'l2ShrinkageRegularizationStrength',
      'beta',
    ]);
    super({ ...others, learningRate });
    checkNumber('Ftrl', 'learningRatePower', learningRatePower, { atMost: 0 });
    checkStrength('initialAccumulatorValue', initialAccumulatorValue);
    checkStrength('l1RegularizationStrength', l1RegularizationStrength);
    checkStrength('l2RegularizationStrength', l2RegularizationStrength);
    checkStrength('l2ShrinkageRegularizationStrength', l2ShrinkageRegularizationStrength);
    checkStrength('beta', beta);
    this.learningRatePower = learningRatePower;
    this.initialAccumulatorValue = initialAccumulatorValue;
    this.l1RegularizationStrength = l1RegularizationStrength;
    this.l2RegularizationStrength = l2RegularizationStrength;
    this.l2ShrinkageRegularizationStrength = l2ShrinkageRegularizationStrength;
    this.beta = beta;
  }

  override init(value: Tensor): Slots {
    return { accumulator: fill(value.shape, this.initialAccumulatorValue, 'float32'), linear: zerosLike(value) };
  }

  override update(
    value: Tensor,
    gradient: Tensor,
    slots: Slots,
    { learningRate }: UpdateContext,
  ): { value: Tensor; slots: Slots } {
    // Schedules end, and warm up, with a rate of 0, by which z would be divided.
    if (learningRate === 0) {
      return {
        value: clone(value),
        slots: { accumulator: clone(slots.accumulator), linear: clone(slots.linear) },
      };
    }
    const power = (n: Tensor): Tensor => pow(n, -this.learningRatePower);
    const accumulator = add(slots.accumulator, square(gradient));
    const grown = power(accumulator);
    const sigma = div(sub(grown, power(slots.accumulator)), learningRate);
    const shrinking = add(gradient, mul(value, 2 * this.l2ShrinkageRegularizationStrength));
    const linear = add(slots.linear, sub(shrinking, mul(sigma, value)));
    const strength = add(div(add(grown, this.beta), learningRate), 2 * this.l2RegularizationStrength);
    const clipped = clipByValue(linear, -this.l1RegularizationStrength, this.l1RegularizationStrength);
    // Both are zero where n started from 0 and every gradient was zero.
    return { value: divNoNan(sub(clipped, linear), strength), slots: { accumulator, linear } };
  }

  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      learningRatePower: this.learningRatePower,
      initialAccumulatorValue: this.initialAccumulatorValue,
      l1RegularizationStrength: this.l1RegularizationStrength,
      l2RegularizationStrength: this.l2RegularizationStrength,
      l2ShrinkageRegularizationStrength: this.l2ShrinkageRegularizationStrength,
      beta: this.beta,
    };
  }
}

function checkStrength(name: string, value: number): void {
  checkNumber('Ftrl', name, value, { atLeast: 0 });
  checkMagnitude('Ftrl', name, value);
}
