import { checkBoolean } from '../config/checkBoolean.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { Schedule } from './Schedule.js';

/** Options of {@link ExponentialDecay}. */
export interface ExponentialDecayOptions {
  /** The rate of the first update, at least 0. */
  initialLearningRate: number;
  /** In how many updates the rate is multiplied by `decayRate` once, above 0. */
  decaySteps: number;
  /** The factor, at least 0; above 1 the rate grows. */
  decayRate: number;
  /** Whether the rate falls at once after every `decaySteps` updates, and stays between. Default false. */
  staircase?: boolean;
}

/**
 * A rate that falls by the same factor in the same number of updates, as tf_keras 2.15's.
 *
 * At step t, from the rate η by the factor γ in T updates: `η · γ^(t / T)`, with `⌊t / T⌋` for a staircase. It never
 * ends; a factor above 1 comes to a rate that is not finite, which optimizers refuse.
 */
export class ExponentialDecay extends Schedule {
  readonly #options: Required<ExponentialDecayOptions>;

  /** @throws Error when an option is out of its range. */
  constructor(options: ExponentialDecayOptions) {
    super();
    const {
      initialLearningRate,
      decaySteps,
      decayRate,
      staircase = false,
    } = checkOptions('ExponentialDecay', options, ['initialLearningRate', 'decaySteps', 'decayRate', 'staircase']);
    checkNumber('ExponentialDecay', 'initialLearningRate', initialLearningRate, { atLeast: 0 });
    checkNumber('ExponentialDecay', 'decaySteps', decaySteps, { above: 0 });
    checkNumber('ExponentialDecay', 'decayRate', decayRate, { atLeast: 0 });
    checkBoolean('ExponentialDecay', 'staircase', staircase);
    this.#options = { initialLearningRate, decaySteps, decayRate, staircase };
  }

  override learningRate(step: number): number {
    checkNumber('ExponentialDecay', 'step', step, { atLeast: 0 });
    const { initialLearningRate, decaySteps, decayRate, staircase } = this.#options;
    const decays = step / decaySteps;
    return initialLearningRate * decayRate ** (staircase ? Math.floor(decays) : decays);
  }

  override getConfig(): Record<string, unknown> {
    return { ...this.#options };
  }
}
