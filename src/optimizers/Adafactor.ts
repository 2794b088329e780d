import { add, div, maximum, mean, mul, sqrt, square, sub, zeros, zerosLike, type Tensor } from '@tensorflow/tfjs-core';
import { checkBoolean } from '../config/checkBoolean.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { OPTIMIZER_OPTIONS } from './checkOptimizerOptions.js';
import { Optimizer, type OptimizerOptions, type Slots, type UpdateContext } from './Optimizer.js';
import { rootMeanSquare } from './rootMeanSquare.js';

/** Options of {@link Adafactor}. */
export interface AdafactorOptions extends OptimizerOptions {
  /** Power of the update in the share of the squares' mean that is replaced, at most 0. Default -0.8. */
  beta2Decay?: number;
  /** Added to squared gradients, above 0: it keeps the division finite. Default 1e-30. */
  epsilon1?: number;
  /** Least size of a parameter that steps are relative to, at least 0. Default 1e-3. */
  epsilon2?: number;
  /** Largest root mean square of a step before the learning rate, above 0. Default 1. */
  clipThreshold?: number;
  /** Whether the learning rate is at most 1/√t in update t. Default true. */
  relativeStep?: boolean;
}

/**
 * Adafactor (Shazeer and Stern 2018, arXiv:1804.04235, algorithms 4 and 5): the squares' mean of a matrix is kept as one
 * of its rows and one of its columns, and steps are relative to the size of the parameter.
 *
 * With w the value, g the gradient, t the update (1 for the first), α = `learningRate` (default 0.001), ε₁ = `epsilon1`,
 * ε₂ = `epsilon2`, d = `clipThreshold`, and RMS(x) the root mean square of all elements:
 *
 *     ρ = min(α, 1/√t)                     `relativeStep`; else α
 *     β = 1 − t ^ `beta2Decay`
 *     r ← β r + (1 − β) mean(g² + ε₁)      along the last axis
 *     c ← β c + (1 − β) mean(g² + ε₁)      along the last but one
 *     v = r c / mean(r)                    mean along the last but one axis
 *     u = g / √v
 *     w ← w − max(ε₂, RMS(w)) ρ · u / max(1, RMS(u) / d)
 *
 * A parameter of rank 0 or 1 keeps `v ← β v + (1 − β)(g² + ε₁)` itself; one of rank above 2 is a stack of matrices.
 *
 * The paper proposes ρ = min(0.01, 1/√t), which is `{ learningRate: 0.01 }`. tf_keras takes that minimum whatever
 * `relativeStep` says, so that it has no effect there; here `relativeStep: false` follows α, number or schedule.
 */
export class Adafactor extends Optimizer {
  readonly beta2Decay: number;
  readonly epsilon1: number;
  readonly epsilon2: number;
  readonly clipThreshold: number;
  readonly relativeStep: boolean;

  /** @throws Error when an option is out of its range. */
  constructor(options: AdafactorOptions = {}) {
    const {
      learningRate = 0.001,
      beta2Decay = -0.8,
      epsilon1 = 1e-30,
      epsilon2 = 1e-3,
      clipThreshold = 1,
      relativeStep = true,
      ...others
    } = checkOptions('Adafactor', options, [
      ...OPTIMIZER_OPTIONS,
      'beta2Decay',
      'epsilon1',
      'epsilon2',
      'clipThreshold',
      'relativeStep',
    ]);
    super({ ...others, learningRate });
    checkNumber('Adafactor', 'beta2Decay', beta2Decay, { atMost: 0 });
    checkNumber('Adafactor', 'epsilon1', epsilon1, { above: 0 });
    checkNumber('Adafactor', 'epsilon2', epsilon2, { atLeast: 0 });
    checkNumber('Adafactor', 'clipThreshold', clipThreshold, { above: 0 });
    checkBoolean('Adafactor', 'relativeStep', relativeStep);
    this.beta2Decay = beta2Decay;
    this.epsilon1 = epsilon1;
    this.epsilon2 = epsilon2;
    this.clipThreshold = clipThreshold;
    this.relativeStep = relativeStep;
  }

  /** `row` and `column` have size 1 along the axis that their mean is taken over. */
  override init(value: Tensor): Slots {
    if (!isFactored(value)) return { square: zerosLike(value) };
    const [rows, columns] = value.shape.slice(-2);
    const stack = value.shape.slice(0, -2);
    return { row: zeros([...stack, rows, 1]), column: zeros([...stack, 1, columns]) };
  }

  override update(
    value: Tensor,
    gradient: Tensor,
    slots: Slots,
    { step, learningRate }: UpdateContext,
  ): { value: Tensor; slots: Slots } {
    const replaced = step ** this.beta2Decay;
    const squares = add(square(gradient), this.epsilon1);
    const average = (before: Tensor, now: Tensor): Tensor => add(before, mul(sub(now, before), replaced));
    const averages: Slots = isFactored(value)
      ? { row: average(slots.row, mean(squares, -1, true)), column: average(slots.column, mean(squares, -2, true)) }
      : { square: average(slots.square, squares) };
    const direction = scaled(gradient, averages);
    const rate = this.relativeStep ? Math.min(learningRate, 1 / Math.sqrt(step)) : learningRate;
    const size = mul(maximum(rootMeanSquare(value), this.epsilon2), rate);
    const clip = maximum(div(rootMeanSquare(direction), this.clipThreshold), 1);
    return { value: sub(value, mul(div(direction, clip), size)), slots: averages };
  }

  override getConfig(): Record<string, unknown> {
    const { beta2Decay, epsilon1, epsilon2, clipThreshold, relativeStep } = this;
    return { ...super.getConfig(), beta2Decay, epsilon1, epsilon2, clipThreshold, relativeStep };
  }
}

/** A matrix without elements has no means. */
function isFactored({ rank, size }: Tensor): boolean {
  return rank >= 2 && size > 0;
}

/**
 * g / √v. The roots of r and c are taken apart: where a row and a column hold only zeros v is ε₁², which is 0 in
 * float32, and 0 / 0 no number.
 */
function scaled(gradient: Tensor, { row, column, square: v }: Slots): Tensor {
  if (row === undefined) return div(gradient, sqrt(v));
  return mul(div(gradient, sqrt(row)), div(sqrt(mean(row, -2, true)), sqrt(column)));
}
