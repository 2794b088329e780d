import { add, clipByValue, mean, mul, neg, pow, sigmoid, sub, type Tensor } from '@tensorflow/tfjs-core';
import { checkBoolean } from '../config/checkBoolean.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import type { BinaryCrossentropyOptions } from './BinaryCrossentropy.js';
import { binaryLosses, smoothBinary } from './binaryLosses.js';
import { checkPair } from './checkPair.js';
import { Loss } from './Loss.js';

/** Options of {@link BinaryFocalCrossentropy}. */
export interface BinaryFocalCrossentropyOptions extends BinaryCrossentropyOptions {
  /** How much less an easy example weighs: the power γ, at least 0; 0 is BinaryCrossentropy. Default 2. */
  gamma?: number;
  /** The weight of yes, that of no being 1 less it, in [0, 1]; with `applyClassBalancing` only. Default 0.25. */
  alpha?: number;
  /** Whether yes and no have weights. Default false. */
  applyClassBalancing?: boolean;
}

const OPTIONS = ['fromLogits', 'labelSmoothing', 'gamma', 'alpha', 'applyClassBalancing', 'reduction'] as const;

/** Probabilities of an error are taken to be at least this: a power below 1 of 0 has no slope. */
const LEAST_ERROR = 1e-30;

/**
 * The focal loss (arXiv:1708.02002, equation 4): the mean along the last axis of `(1 − q)^γ` times the cross-entropy of
 * yes and no, where `q = t · p + (1 − t)(1 − p)` is the probability given to what is true.
 *
 * Target and prediction are float32 of one shape; gradients flow into both. Probabilities of 0 and 1 are cut as those
 * of {@link BinaryCrossentropy} are.
 */
export class BinaryFocalCrossentropy extends Loss {
  readonly #options: Required<Omit<BinaryFocalCrossentropyOptions, 'reduction'>>;

  /** @throws Error when an option is of the wrong type or out of its range, or the reduction is not known. */
  constructor(options: BinaryFocalCrossentropyOptions = {}) {
    const { reduction, ...own } = checkOptions('BinaryFocalCrossentropy', options, OPTIONS);
    const { fromLogits = false, labelSmoothing = 0, gamma = 2, alpha = 0.25, applyClassBalancing = false } = own;
    super('BinaryFocalCrossentropy', reduction);
    checkBoolean(this.where, 'fromLogits', fromLogits);
    checkNumber(this.where, 'labelSmoothing', labelSmoothing, { atLeast: 0, atMost: 1 });
    checkNumber(this.where, 'gamma', gamma, { atLeast: 0 });
    checkNumber(this.where, 'alpha', alpha, { atLeast: 0, atMost: 1 });
    checkBoolean(this.where, 'applyClassBalancing', applyClassBalancing);
    this.#options = { fromLogits, labelSmoothing, gamma, alpha, applyClassBalancing };
  }

  override getConfig(): Record<string, unknown> {
    return { ...this.#options, reduction: this.reduction };
  }

  protected override lossesOf(target: Tensor, prediction: Tensor): Tensor {
    checkPair(this.where, target, prediction);
    const { fromLogits, labelSmoothing, gamma, alpha, applyClassBalancing } = this.#options;
    const yes = smoothBinary(target, labelSmoothing);
    const no = sub(1, yes);
    const [p, complement] = fromLogits
      ? [sigmoid(prediction), sigmoid(neg(prediction))]
      : [prediction, sub(1, prediction)];
    // 1 − q, without the difference that would lose the digits of a small one.
    const error = clipByValue(add(mul(yes, complement), mul(no, p)), LEAST_ERROR, 1);
    const focal = mul(pow(error, gamma), binaryLosses(yes, prediction, fromLogits));
    const balanced = applyClassBalancing ? mul(focal, add(mul(yes, alpha), mul(no, 1 - alpha))) : focal;
    return mean(balanced, -1);
  }
}
