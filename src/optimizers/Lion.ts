import { add, mul, sign, sub, zerosLike, type Tensor } from '@tensorflow/tfjs-core';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { OPTIMIZER_OPTIONS } from './checkOptimizerOptions.js';
import type { FusedRule } from './FusedRule.js';
import { Optimizer, type OptimizerOptions, type Slots, type UpdateContext } from './Optimizer.js';

/** Options of {@link Lion}. */
export interface LionOptions extends OptimizerOptions {
  /** Share of the mean in what the sign is taken of, above 0 and at most 1. Default 0.9. */
  beta1?: number;
  /** Share of the gradients' mean that an update keeps, in [0, 1). Default 0.99. */
  beta2?: number;
}

/**
 * Lion (Chen et al. 2023, arXiv:2302.06675, algorithm 2): every value moves by the learning rate, up or down.
 *
 * With w the value, g the gradient, α = `learningRate` (default 0.0001), β₁ = `beta1`, β₂ = `beta2`:
 *
 *     w ← w − α sign(β₁ m + (1 − β₁) g)
 *     m ← m + (1 − β₂)(g − m)
 *
 * The authors advise an α three to ten times smaller than for AdamW, and a `weightDecay` (default 0) as much larger. It
 * is decoupled, as in {@link AdamW}: the paper's λ.
 */
export class Lion extends Optimizer {
  readonly beta1: number;
  readonly beta2: number;

  /** @throws Error when an option is out of its range. */
  constructor(options: LionOptions = {}) {
    const {
      learningRate = 0.0001,
      beta1 = 0.9,
      beta2 = 0.99,
      ...others
    } = checkOptions('Lion', options, [...OPTIMIZER_OPTIONS, 'beta1', 'beta2']);
    super({ ...others, learningRate });
    checkNumber('Lion', 'beta1', beta1, { above: 0, atMost: 1 });
    checkNumber('Lion', 'beta2', beta2, { atLeast: 0, below: 1 });
    this.beta1 = beta1;
    this.beta2 = beta2;
  }

  override init(value: Tensor): Slots {
    return { mean: zerosLike(value) };
  }

  override update(
    value: Tensor,
    gradient: Tensor,
    slots: Slots,
    { learningRate }: UpdateContext,
  ): { value: Tensor; slots: Slots } {
    const direction = sign(add(mul(slots.mean, this.beta1), mul(gradient, 1 - this.beta1)));
    const mean = add(slots.mean, mul(sub(gradient, slots.mean), 1 - this.beta2));
    return { value: sub(value, mul(direction, learningRate)), slots: { mean } };
  }

  override fused(): FusedRule {
    return {
      kernel: 'lionUpdate',
      slots: ['mean'],
      numbers: ({ learningRate }) => [this.beta1, 1 - this.beta1, 1 - this.beta2, learningRate],
    };
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), beta1: this.beta1, beta2: this.beta2 };
  }
}
