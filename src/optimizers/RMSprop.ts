import { add, div, mul, sqrt, square, sub, zerosLike, type Tensor } from '@tensorflow/tfjs-core';
import { checkBoolean } from '../config/checkBoolean.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { OPTIMIZER_OPTIONS } from './checkOptimizerOptions.js';
import { Optimizer, type OptimizerOptions, type Slots, type UpdateContext } from './Optimizer.js';

/** Options of {@link RMSprop}. */
export interface RMSpropOptions extends OptimizerOptions {
  /** Share of the squares' mean that an update keeps, in [0, 1). Default 0.9. */
  rho?: number;
  /** Share of the last step that is made again, in [0, 1]. Default 0. */
  momentum?: number;
  /** Keeps the division finite, at least 0. Default 1e-7. */
  epsilon?: number;
  /** Whether to divide by the root of the gradients' variance instead of their squares' mean. Default false. */
  centered?: boolean;
}

/**
 * RMSprop (Tieleman and Hinton 2012, lecture 6e of "Neural networks for machine learning"): each value moves by its
 * gradient over the root of the mean of its squares; `centered` is that of Graves 2013, arXiv:1308.0850, section 4.2.
 *
 * With w the value, g the gradient, α = `learningRate` (default 0.001), ρ = `rho`, μ = `momentum` and ε = `epsilon`:
 *
 *     v ← v + (1 − ρ)(g² − v)          plain
 *     v ← ρ (v + (1 − ρ)(g − a)²)      `centered`, with the mean a of before;
 *     a ← a + (1 − ρ)(g − a)           then this
 *     d ← μ d + α g / √(v + ε)
 *     w ← w − d
 *
 * tf_keras keeps the squares' mean and subtracts a² from it, which is the same v; in float32 that difference can be
 * negative, and its root no number. ε stands inside the root, as in tf_keras; Graves has 1e-4 there, and ρ = 0.95.
 */
export class RMSprop extends Optimizer {
  readonly rho: number;
  readonly momentum: number;
  readonly epsilon: number;
  readonly centered: boolean;

  /** @throws Error when an option is out of its range. */
  constructor(options: RMSpropOptions = {}) {
    const {
      learningRate = 0.001,
      rho = 0.9,
      momentum = 0,
      epsilon = 1e-7,
      centered = false,
      ...others
    } = checkOptions('RMSprop', options, [...OPTIMIZER_OPTIONS, 'rho', 'momentum', 'epsilon', 'centered']);
    super({ ...others, learningRate });
    checkNumber('RMSprop', 'rho', rho, { atLeast: 0, below: 1 });
    checkNumber('RMSprop', 'momentum', momentum, { atLeast: 0, atMost: 1 });
    checkNumber('RMSprop', 'epsilon', epsilon, { atLeast: 0 });
    checkBoolean('RMSprop', 'centered', centered);
    this.rho = rho;
    this.momentum = momentum;
    this.epsilon = epsilon;
    this.centered = centered;
  }

  override init(value: Tensor): Slots {
    const averages: Slots = this.centered
      ? { variance: zerosLike(value), mean: zerosLike(value) }
      : { square: zerosLike(value) };
    return this.momentum === 0 ? averages : { ...averages, momentum: zerosLike(value) };
  }

  override update(
    value: Tensor,
    gradient: Tensor,
    slots: Slots,
    { learningRate }: UpdateContext,
  ): { value: Tensor; slots: Slots } {
    const averages = this.#averages(gradient, slots);
    const root = sqrt(add(this.centered ? averages.variance : averages.square, this.epsilon));
    const step = div(mul(gradient, learningRate), root);
    if (this.momentum === 0) return { value: sub(value, step), slots: averages };
    const momentum = add(mul(slots.momentum, this.momentum), step);
    return { value: sub(value, momentum), slots: { ...averages, momentum } };
  }

  #averages(gradient: Tensor, slots: Slots): Slots {
    const weight = 1 - this.rho;
    if (!this.centered) return { square: add(slots.square, mul(sub(square(gradient), slots.square), weight)) };
    const offset = sub(gradient, slots.mean);
    return {
      variance: mul(add(slots.variance, mul(square(offset), weight)), this.rho),
      mean: add(slots.mean, mul(offset, weight)),
    };
  }

  override getConfig(): Record<string, unknown> {
    const { rho, momentum, epsilon, centered } = this;
    return { ...super.getConfig(), rho, momentum, epsilon, centered };
  }
}
