import { add, mul, sub, zerosLike, type Tensor } from '@tensorflow/tfjs-core';
import { checkBoolean } from '../config/checkBoolean.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { OPTIMIZER_OPTIONS } from './checkOptimizerOptions.js';
import type { FusedRule } from './FusedRule.js';
import { Optimizer, type OptimizerOptions, type Slots, type UpdateContext } from './Optimizer.js';

/** Options of {@link SGD}. */
export interface SGDOptions extends OptimizerOptions {
  /** Share of the last step that is made again, in [0, 1]. Default 0. */
  momentum?: number;
  /** Whether the momentum is applied ahead (Nesterov). Default false; changes nothing without momentum. */
  nesterov?: boolean;
}

/**
 * Stochastic gradient descent, with momentum where asked for (Sutskever et al. 2013).
 *
 * With w the value, g the gradient, α = `learningRate` (default 0.01) and μ = `momentum`:
 *
 *     v ← μ v − α g
 *     w ← w + v                  plain
 *     w ← w + μ v − α g          `nesterov`
 *
 * As in Keras α stands inside the momentum v: a step made under a large rate goes on after the rate has fallen.
 * Sutskever et al. write Nesterov's form with the gradient at w + μ v; this one, of tf_keras, keeps that point in w.
 */
export class SGD extends Optimizer {
  readonly momentum: number;
  readonly nesterov: boolean;

  /** @throws Error when an option is out of its range. */
  constructor(options: SGDOptions = {}) {
    const {
      learningRate = 0.01,
      momentum = 0,
      nesterov = false,
      ...others
    } = checkOptions('SGD', options, [...OPTIMIZER_OPTIONS, 'momentum', 'nesterov']);
    super({ ...others, learningRate });
    checkBoolean('SGD', 'nesterov', nesterov);
    checkNumber('SGD', 'momentum', momentum, { atLeast: 0, atMost: 1 });
    this.momentum = momentum;
    this.nesterov = nesterov;
  }

  override init(value: Tensor): Slots {
    return this.momentum === 0 ? {} : { momentum: zerosLike(value) };
  }

  override update(
    value: Tensor,
    gradient: Tensor,
    slots: Slots,
    { learningRate }: UpdateContext,
  ): { value: Tensor; slots: Slots } {
    const step = mul(gradient, learningRate);
    if (this.momentum === 0) return { value: sub(value, step), slots };
    const momentum = sub(mul(slots.momentum, this.momentum), step);
    const move = this.nesterov ? sub(mul(momentum, this.momentum), step) : momentum;
    return { value: add(value, move), slots: { momentum } };
  }

  override fused(): FusedRule {
    if (this.momentum === 0) return { kernel: 'sgdUpdate', slots: [], numbers: ({ learningRate }) => [learningRate] };
    return {
      kernel: this.nesterov ? 'nesterovUpdate' : 'momentumUpdate',
      slots: ['momentum'],
      numbers: ({ learningRate }) => [learningRate, this.momentum],
    };
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), momentum: this.momentum, nesterov: this.nesterov };
  }
}
