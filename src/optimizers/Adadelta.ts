import { add, div, mul, sqrt, square, sub, zerosLike, type Tensor } from '@tensorflow/tfjs-core';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { OPTIMIZER_OPTIONS } from './checkOptimizerOptions.js';
import { Optimizer, type OptimizerOptions, type Slots, type UpdateContext } from './Optimizer.js';

/** Options of {@link Adadelta}. */
export interface AdadeltaOptions extends OptimizerOptions {
  /** Share of both means that an update keeps, in [0, 1). Default 0.95. */
  rho?: number;
  /** Keeps the division finite and sets the first steps, at least 0: with 0 nothing ever moves. Default 1e-7. */
  epsilon?: number;
}

/**
 * Adadelta (Zeiler 2012, arXiv:1212.5701, algorithm 1): steps have the size of the steps before them, so that they carry
 * the units of the values.
 *
 * With w the value, g the gradient, α = `learningRate` (default 0.001), ρ = `rho` and ε = `epsilon`:
 *
 *     v ← v + (1 − ρ)(g² − v)
 *     d = √(s + ε) / √(v + ε) · g
 *     s ← s + (1 − ρ)(d² − s)
 *     w ← w − α d
 *
 * The paper has no α, which is 1 there; with the default of tf_keras it learns very slowly.
 */
export class Adadelta extends Optimizer {
  readonly rho: number;
  readonly epsilon: number;

  /** @throws Error when an option is out of its range. */
  constructor(options: AdadeltaOptions = {}) {
    const {
      learningRate = 0.001,
      rho = 0.95,
      epsilon = 1e-7,
      ...others
    } = checkOptions('Adadelta', options, [...OPTIMIZER_OPTIONS, 'rho', 'epsilon']);
    super({ ...others, learningRate });
    checkNumber('Adadelta', 'rho', rho, { atLeast: 0, below: 1 });
    checkNumber('Adadelta', 'epsilon', epsilon, { atLeast: 0 });
    this.rho = rho;
    this.epsilon = epsilon;
  }

  override init(value: Tensor): Slots {
    return { square: zerosLike(value), stepSquare: zerosLike(value) };
  }

  override update(
    value: Tensor,
    gradient: Tensor,
    slots: Slots,
    { learningRate }: UpdateContext,
  ): { value: Tensor; slots: Slots } {
    const root = (x: Tensor): Tensor => sqrt(add(x, this.epsilon));
    const v = add(slots.square, mul(sub(square(gradient), slots.square), 1 - this.rho));
    const step = mul(div(gradient, root(v)), root(slots.stepSquare));
    const s = add(slots.stepSquare, mul(sub(square(step), slots.stepSquare), 1 - this.rho));
    return { value: sub(value, mul(step, learningRate)), slots: { square: v, stepSquare: s } };
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), rho: this.rho, epsilon: this.epsilon };
  }
}
