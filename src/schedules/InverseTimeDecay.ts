import { checkBoolean } from '../config/checkBoolean.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { Schedule } from './Schedule.js';

/** Options of {@link InverseTimeDecay}. */
export interface InverseTimeDecayOptions {
  /** The rate of the first update, at least 0. */
  initialLearningRate: number;
  /** In how many updates the divisor grows by `decayRate`, above 0. */
  decaySteps: number;
  /** What the divisor grows by, at least 0. */
  decayRate: number;
  /** Whether the rate falls at once after every `decaySteps` updates, and stays between. Default false. */
  staircase?: boolean;
}

/**
 * A rate divided by a number that grows evenly, as tf_keras 2.15's.
 *
 * At step t, from the rate η with γ in T updates: `η / (1 + γ · t / T)`, with `⌊t / T⌋` for a staircase. It never ends.
 */
export class InverseTimeDecay extends Schedule {
  readonly #options: Required<InverseTimeDecayOptions>;

  /** @throws Error when an option is out of its range. */
  constructor(options: InverseTimeDecayOptions) {
    super();
    const {
      initialLearningRate,
      decaySteps,
      decayRate,
      staircase = false,
    } = checkOptions('InverseTimeDecay', options, ['initialLearningRate', 'decaySteps', 'decayRate', 'staircase']);
    checkNumber('InverseTimeDecay', 'initialLearningRate', initialLearningRate, { atLeast: 0 });
    checkNumber('InverseTimeDecay', 'decaySteps', decaySteps, { above: 0 });
    checkNumber('InverseTimeDecay', 'decayRate', decayRate, { atLeast: 0 });
    checkBoolean('InverseTimeDecay', 'staircase', staircase);
    this.#options = { initialLearningRate, decaySteps, decayRate, staircase };
  }

  override learningRate(step: number): number {
    checkNumber('InverseTimeDecay', 'step', step, { atLeast: 0 });
    const { initialLearningRate, decaySteps, decayRate, staircase } = this.#options;
    const decays = step / decaySteps;
    return initialLearningRate / (1 + decayRate * (staircase ? Math.floor(decays) : decays));
  }

  override getConfig(): Record<string, unknown> {
    return { ...this.#options };
  }
}
