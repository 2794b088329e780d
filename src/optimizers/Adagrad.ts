import { add, div, fill, mul, sqrt, square, sub, type Tensor } from '@tensorflow/tfjs-core';
import { checkMagnitude } from '../config/checkMagnitude.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { OPTIMIZER_OPTIONS } from './checkOptimizerOptions.js';
import { Optimizer, type OptimizerOptions, type Slots, type UpdateContext } from './Optimizer.js';

/** Options of {@link Adagrad}. */
export interface AdagradOptions extends OptimizerOptions {
  /** What the sums of squares start with, at least 0. Default 0.1. */
  initialAccumulatorValue?: number;
  /** Keeps the division finite, at least 0. Default 1e-7. */
  epsilon?: number;
}

/**
 * Adagrad (Duchi, Hazan and Singer 2011): each value moves by its gradient over the root of the sum of all its squares.
 *
 * With w the value, g the gradient, α = `learningRate` (default 0.001), a the sum, which starts with
 * `initialAccumulatorValue`, and ε = `epsilon`:
 *
 *     a ← a + g²
 *     w ← w − α g / √(a + ε)
 *
 * The paper starts with a = 0 and adds its δ to the root; this is the form of tf_keras. α = 1 is often right.
 */
export class Adagrad extends Optimizer {
  readonly initialAccumulatorValue: number;
  readonly epsilon: number;

  /** @throws Error when an option is out of its range. */
  constructor(options: AdagradOptions = {}) {
    const {
      learningRate = 0.001,
      initialAccumulatorValue = 0.1,
      epsilon = 1e-7,
      ...others
    } = checkOptions('Adagrad', options, [...OPTIMIZER_OPTIONS, 'initialAccumulatorValue', 'epsilon']);
    super({ ...others, learningRate });
    checkNumber('Adagrad', 'initialAccumulatorValue', initialAccumulatorValue, { atLeast: 0 });
    checkMagnitude('Adagrad', 'initialAccumulatorValue', initialAccumulatorValue);
    checkNumber('Adagrad', 'epsilon', epsilon, { atLeast: 0 });
    this.initialAccumulatorValue = initialAccumulatorValue;
    this.epsilon = epsilon;
  }

  override init(value: Tensor): Slots {
    return { accumulator: fill(value.shape, this.initialAccumulatorValue, 'float32') };
  }

  override update(
    value: Tensor,
    gradient: Tensor,
    slots: Slots,
    { learningRate }: UpdateContext,
  ): { value: Tensor; slots: Slots } {
    const accumulator = add(slots.accumulator, square(gradient));
    const move = div(mul(gradient, learningRate), sqrt(add(accumulator, this.epsilon)));
    return { value: sub(value, move), slots: { accumulator } };
  }

  override getConfig(): Record<string, unknown> {
    const { initialAccumulatorValue, epsilon } = this;
    return { ...super.getConfig(), initialAccumulatorValue, epsilon };
  }
}
