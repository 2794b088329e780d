import { abs, add, div, maximum, mul, sub, zerosLike, type Tensor } from '@tensorflow/tfjs-core';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { OPTIMIZER_OPTIONS } from './checkOptimizerOptions.js';
import { Optimizer, type OptimizerOptions, type Slots, type UpdateContext } from './Optimizer.js';

/** Options of {@link Adamax}. */
export interface AdamaxOptions extends OptimizerOptions {
  /** Share of the gradients' mean that an update keeps, in [0, 1). Default 0.9. */
  beta1?: number;
  /** Share of the largest size of a gradient that an update keeps, in [0, 1). Default 0.999. */
  beta2?: number;
  /** Keeps the division finite, at least 0. Default 1e-7. */
  epsilon?: number;
}

/**
 * Adamax (Kingma and Ba 2014, arXiv:1412.6980, algorithm 2): Adam with the infinity norm, so that one large gradient
 * holds the steps down for long.
 *
 * With w the value, g the gradient, t the update (1 for the first), α = `learningRate` (default 0.001), β₁ = `beta1`,
 * β₂ = `beta2`, ε = `epsilon`:
 *
 *     m ← m + (1 − β₁)(g − m)
 *     u ← max(β₂ u, |g|)
 *     w ← w − α / (1 − β₁ᵗ) · m / (u + ε)
 *
 * The paper has no ε, and α = 0.002; both are those of tf_keras here.
 */
export class Adamax extends Optimizer {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;

  /** @throws Error when an option is out of its range. */
  constructor(options: AdamaxOptions = {}) {
    const {
      learningRate = 0.001,
      beta1 = 0.9,
      beta2 = 0.999,
      epsilon = 1e-7,
      ...others
    } = checkOptions('Adamax', options, [...OPTIMIZER_OPTIONS, 'beta1', 'beta2', 'epsilon']);
    super({ ...others, learningRate });
    checkNumber('Adamax', 'beta1', beta1, { atLeast: 0, below: 1 });
    checkNumber('Adamax', 'beta2', beta2, { atLeast: 0, below: 1 });
    checkNumber('Adamax', 'epsilon', epsilon, { atLeast: 0 });
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
  }

  override init(value: Tensor): Slots {
    return { mean: zerosLike(value), largest: zerosLike(value) };
  }

  override update(
    value: Tensor,
    gradient: Tensor,
    slots: Slots,
    { step, learningRate }: UpdateContext,
  ): { value: Tensor; slots: Slots } {
    const m = add(slots.mean, mul(sub(gradient, slots.mean), 1 - this.beta1));
    const u = maximum(mul(slots.largest, this.beta2), abs(gradient));
    const move = div(mul(m, learningRate / (1 - this.beta1 ** step)), add(u, this.epsilon));
    return { value: sub(value, move), slots: { mean: m, largest: u } };
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), beta1: this.beta1, beta2: this.beta2, epsilon: this.epsilon };
  }
}
