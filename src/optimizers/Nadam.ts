import { add, div, mul, sqrt, square, sub, zerosLike, type Tensor } from '@tensorflow/tfjs-core';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { OPTIMIZER_OPTIONS } from './checkOptimizerOptions.js';
import { Optimizer, type OptimizerOptions, type Slots, type UpdateContext } from './Optimizer.js';

/** Options of {@link Nadam}. */
export interface NadamOptions extends OptimizerOptions {
  /** Share of the gradients' mean that an update keeps, in [0, 1). Default 0.9. */
  beta1?: number;
  /** Share of the squares' mean that an update keeps, in [0, 1). Default 0.999. */
  beta2?: number;
  /** Keeps the division finite, at least 0. Default 1e-7. */
  epsilon?: number;
}

/**
 * Nadam (Dozat 2015, "Incorporating Nesterov momentum into Adam"): Adam whose momentum is applied ahead.
 *
 * With w the value, g the gradient, t the update (1 for the first), α = `learningRate` (default 0.001), β₁ = `beta1`,
 * β₂ = `beta2`, ε = `epsilon`:
 *
 *     μₜ = β₁ (1 − 0.5 · 0.96ᵗ)
 *     m ← m + (1 − β₁)(g − m)
 *     v ← v + (1 − β₂)(g² − v)
 *     m̂ = μₜ₊₁ m / (1 − μ₁ ⋯ μₜ₊₁) + (1 − μₜ) g / (1 − μ₁ ⋯ μₜ)
 *     w ← w − α m̂ / (√(v / (1 − β₂ᵗ)) + ε)
 *
 * The schedule of μ is that of tf_keras, which reaches β₁ after a hundred updates; Dozat's has 0.96 to the power of
 * t / 250 and reaches it after tens of thousands.
 */
export class Nadam extends Optimizer {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;

  /** @throws Error when an option is out of its range. */
  constructor(options: NadamOptions = {}) {
    const {
      learningRate = 0.001,
      beta1 = 0.9,
      beta2 = 0.999,
      epsilon = 1e-7,
      ...others
    } = checkOptions('Nadam', options, [...OPTIMIZER_OPTIONS, 'beta1', 'beta2', 'epsilon']);
    super({ ...others, learningRate });
    checkNumber('Nadam', 'beta1', beta1, { atLeast: 0, below: 1 });
    checkNumber('Nadam', 'beta2', beta2, { atLeast: 0, below: 1 });
    checkNumber('Nadam', 'epsilon', epsilon, { atLeast: 0 });
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
  }

  override init(value: Tensor): Slots {
    return { mean: zerosLike(value), square: zerosLike(value) };
  }

  override update(
    value: Tensor,
    gradient: Tensor,
    slots: Slots,
    { step, learningRate }: UpdateContext,
  ): { value: Tensor; slots: Slots } {
    const product = momentumProduct(this.beta1, step);
    const ahead = momentumAt(this.beta1, step + 1);
    const m = add(slots.mean, mul(sub(gradient, slots.mean), 1 - this.beta1));
    const v = add(slots.square, mul(sub(square(gradient), slots.square), 1 - this.beta2));
    const mean = add(
      mul(m, ahead / (1 - product * ahead)),
      mul(gradient, (1 - momentumAt(this.beta1, step)) / (1 - product)),
    );
    const root = sqrt(div(v, 1 - this.beta2 ** step));
    const move = div(mul(mean, learningRate), add(root, this.epsilon));
    return { value: sub(value, move), slots: { mean: m, square: v } };
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), beta1: this.beta1, beta2: this.beta2, epsilon: this.epsilon };
  }
}

/** From here on 1 − 0.5 · 0.96ᵗ is 1 in double precision: 0.96⁹⁰⁰ is below 2⁻⁵². */
const SETTLED = 900;

/** μₜ. */
function momentumAt(beta1: number, t: number): number {
  return beta1 * (1 - 0.5 * 0.96 ** t);
}

/** μ₁ ⋯ μₜ, from t alone: a state that is continued needs no product of its own. */
function momentumProduct(beta1: number, t: number): number {
  const first = Math.min(t, SETTLED);
  let product = beta1 ** (t - first);
  for (let i = 1; i <= first; i++) product *= momentumAt(beta1, i);
  return product;
}
