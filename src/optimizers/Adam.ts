import { add, div, maximum, mul, sqrt, square, sub, zerosLike, type Tensor } from '@tensorflow/tfjs-core';
import { checkBoolean } from '../config/checkBoolean.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { OPTIMIZER_OPTIONS } from './checkOptimizerOptions.js';
import type { FusedRule } from './FusedRule.js';
import { Optimizer, type OptimizerOptions, type Slots, type UpdateContext } from './Optimizer.js';

/** Options of {@link Adam}. */
export interface AdamOptions extends OptimizerOptions {
  /** Share of the gradients' mean that an update keeps, in [0, 1). Default 0.9. */
  beta1?: number;
  /** Share of the squares' mean that an update keeps, in [0, 1). Default 0.999. */
  beta2?: number;
  /** Keeps the division finite, at least 0. Default 1e-7. */
  epsilon?: number;
  /** Whether the squares' mean that a step is divided by never falls. Default false. */
  amsgrad?: boolean;
}

/** Names of all options of {@link Adam}. */
export const ADAM_OPTIONS = [...OPTIMIZER_OPTIONS, 'beta1', 'beta2', 'epsilon', 'amsgrad'] as const;

/**
 * Adam (Kingma and Ba 2014, arXiv:1412.6980): each value moves by the mean of its gradients over the root of the mean of
 * their squares.
 *
 * With w the value, g the gradient, t the update (1 for the first), α = `learningRate` (default 0.001), β₁ = `beta1`,
 * β₂ = `beta2`, ε̂ = `epsilon`:
 *
 *     m ← m + (1 − β₁)(g − m)
 *     v ← v + (1 − β₂)(g² − v)
 *     w ← w − α √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε̂)
 *
 * This is the faster form at the end of the paper's section 2, which tf_keras uses. Its ε̂ is added to the uncorrected √v;
 * the ε of the paper's algorithm 1, 1e-8 by default, equals `ε̂ / √(1 − β₂ᵗ)` and so weighs more in early updates.
 *
 * With `amsgrad` (Reddi, Kale and Kumar 2018, "On the convergence of Adam and beyond") the largest v so far stands in
 * place of v in the last line, and v itself is kept as before; the paper's algorithm 2 has neither the correction nor ε̂.
 *
 * `weightDecay` (default 0) is decoupled, as in {@link AdamW}.
 */
export class Adam extends Optimizer {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly amsgrad: boolean;

  /** @throws Error when an option is out of its range. */
  constructor(options: AdamOptions = {}) {
    const {
      learningRate = 0.001,
      beta1 = 0.9,
      beta2 = 0.999,
      epsilon = 1e-7,
      amsgrad = false,
      ...others
    } = checkOptions('Adam', options, ADAM_OPTIONS);
    super({ ...others, learningRate });
    checkNumber(this.constructor.name, 'beta1', beta1, { atLeast: 0, below: 1 });
    checkNumber(this.constructor.name, 'beta2', beta2, { atLeast: 0, below: 1 });
    checkNumber(this.constructor.name, 'epsilon', epsilon, { atLeast: 0 });
    checkBoolean(this.constructor.name, 'amsgrad', amsgrad);
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
    this.amsgrad = amsgrad;
  }

  override init(value: Tensor): Slots {
    const slots = { mean: zerosLike(value), square: zerosLike(value) };
    return this.amsgrad ? { ...slots, largestSquare: zerosLike(value) } : slots;
  }

  override update(
    value: Tensor,
    gradient: Tensor,
    slots: Slots,
    context: UpdateContext,
  ): { value: Tensor; slots: Slots } {
    const m = add(slots.mean, mul(sub(gradient, slots.mean), 1 - this.beta1));
    const v = add(slots.square, mul(sub(square(gradient), slots.square), 1 - this.beta2));
    const largest = this.amsgrad ? maximum(slots.largestSquare, v) : v;
    const move = div(mul(m, this.#rate(context)), add(sqrt(largest), this.epsilon));
    const averages = { mean: m, square: v };
    return { value: sub(value, move), slots: this.amsgrad ? { ...averages, largestSquare: largest } : averages };
  }

  override fused(): FusedRule {
    return {
      kernel: this.amsgrad ? 'amsgradUpdate' : 'adamUpdate',
      slots: this.amsgrad ? ['mean', 'square', 'largestSquare'] : ['mean', 'square'],
      numbers: (context) => [1 - this.beta1, 1 - this.beta2, this.#rate(context), this.epsilon],
    };
  }

  /** With the correction of both means for having begun as zeros. */
  #rate({ step, learningRate }: UpdateContext): number {
    return learningRate * (Math.sqrt(1 - this.beta2 ** step) / (1 - this.beta1 ** step));
  }

  override getConfig(): Record<string, unknown> {
    const { beta1, beta2, epsilon, amsgrad } = this;
    return { ...super.getConfig(), beta1, beta2, epsilon, amsgrad };
  }
}
