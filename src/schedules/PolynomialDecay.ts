import { checkBoolean } from '../config/checkBoolean.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { Schedule } from './Schedule.js';

/** Options of {@link PolynomialDecay}. */
export interface PolynomialDecayOptions {
  /** The rate of the first update, at least 0. */
  initialLearningRate: number;
  /** How many updates the decay takes, above 0. */
  decaySteps: number;
  /** The rate it ends at, at least 0. Default 0.0001. */
  endLearningRate?: number;
  /** The exponent, at least 0. Default 1: a straight line. */
  power?: number;
  /** Whether the decay, once at its end, begins anew from a point further on. Default false: it stays at the end. */
  cycle?: boolean;
}

/**
 * A power of what is left of the decay, down to the final rate, as tf_keras 2.15's.
 *
 * At step t of T = `decaySteps`, from the rate η to ε with exponent p: `(η − ε) · (1 − t / T)^p + ε`, constant from T
 * on. With `cycle`, T is instead the next multiple of `decaySteps` from t on: after each end the rate rises to a part of
 * η that is smaller every time (1/2, 1/3, …), and falls again.
 */
export class PolynomialDecay extends Schedule {
  readonly #options: Required<PolynomialDecayOptions>;

  /** @throws Error when an option is out of its range. */
  constructor(options: PolynomialDecayOptions) {
    super();
    const {
      initialLearningRate,
      decaySteps,
      endLearningRate = 1e-4,
      power = 1,
      cycle = false,
    } = checkOptions('PolynomialDecay', options, [
      'initialLearningRate',
      'decaySteps',
      'endLearningRate',
      'power',
      'cycle',
    ]);
    checkNumber('PolynomialDecay', 'initialLearningRate', initialLearningRate, { atLeast: 0 });
    checkNumber('PolynomialDecay', 'decaySteps', decaySteps, { above: 0 });
    checkNumber('PolynomialDecay', 'endLearningRate', endLearningRate, { atLeast: 0 });
    checkNumber('PolynomialDecay', 'power', power, { atLeast: 0 });
    checkBoolean('PolynomialDecay', 'cycle', cycle);
    this.#options = { initialLearningRate, decaySteps, endLearningRate, power, cycle };
  }

  override learningRate(step: number): number {
    checkNumber('PolynomialDecay', 'step', step, { atLeast: 0 });
    const { initialLearningRate, decaySteps, endLearningRate, power, cycle } = this.#options;
    const decays = step / decaySteps;
    const progress = cycle ? decays / Math.max(1, Math.ceil(decays)) : Math.min(decays, 1);
    return (initialLearningRate - endLearningRate) * (1 - progress) ** power + endLearningRate;
  }

  override getConfig(): Record<string, unknown> {
    return { ...this.#options };
  }
}
