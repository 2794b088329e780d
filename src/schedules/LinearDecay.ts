import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { Schedule } from './Schedule.js';

/** Options of {@link LinearDecay}. */
export interface LinearDecayOptions {
  /** The rate of the first update. */
  initialLearningRate: number;
  /** How many updates the decay takes, above 0. */
  decaySteps: number;
  /** The rate afterwards. Default 0. */
  endLearningRate?: number;
}

/**
 * A straight line from the initial rate to the end rate, constant afterwards, as BERT was trained (Devlin et al. 2018,
 * arXiv:1810.04805, appendix A.2, there after a warmup). Keras writes it `PolynomialDecay` with power 1, whose end rate is
 * 0.0001 by default; here it is the paper's 0.
 *
 * At step t of T = `decaySteps`, from η₀ to η₁: `η₀ + (η₁ − η₀) · min(t / T, 1)`.
 */
export class LinearDecay extends Schedule {
  readonly #options: Required<LinearDecayOptions>;

  /** @throws Error when an option is out of its range. */
  constructor(options: LinearDecayOptions) {
    super();
    const {
      initialLearningRate,
      decaySteps,
      endLearningRate = 0,
    } = checkOptions('LinearDecay', options, ['initialLearningRate', 'decaySteps', 'endLearningRate']);
    checkNumber('LinearDecay', 'initialLearningRate', initialLearningRate, { atLeast: 0 });
    checkNumber('LinearDecay', 'decaySteps', decaySteps, { above: 0 });
    checkNumber('LinearDecay', 'endLearningRate', endLearningRate, { atLeast: 0 });
    this.#options = { initialLearningRate, decaySteps, endLearningRate };
  }

  override learningRate(step: number): number {
    checkNumber('LinearDecay', 'step', step, { atLeast: 0 });
    const { initialLearningRate, decaySteps, endLearningRate } = this.#options;
    return initialLearningRate + (endLearningRate - initialLearningRate) * Math.min(step / decaySteps, 1);
  }

  override getConfig(): Record<string, unknown> {
    return { ...this.#options };
  }
}
