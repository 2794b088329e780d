import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { Schedule } from './Schedule.js';

/** Options of {@link CosineDecay}. */
export interface CosineDecayOptions {
  /** The rate of the first update. */
  initialLearningRate: number;
  /** How many updates the decay takes, above 0; warmup not counted. */
  decaySteps: number;
  /** The final rate as a share of the rate the decay starts from. Default 0. */
  alpha?: number;
  /** The rate that warmup rises to, where the decay then starts. Default no warmup. */
  warmupTarget?: number;
  /** How many updates warmup takes. Default 0; only with `warmupTarget`. */
  warmupSteps?: number;
}

/**
 * Half a cosine from the initial rate down to `alpha` of it (Loshchilov and Hutter 2016, arXiv:1608.03983, equation 5,
 * without restarts), after a linear warmup where one is asked for; constant afterwards.
 *
 * At step t of a decay of T = `decaySteps` from the rate η: `η · ((1 − alpha) · ½(1 + cos(π t / T)) + alpha)`.
 */
export class CosineDecay extends Schedule {
  readonly #options: Required<Omit<CosineDecayOptions, 'warmupTarget'>> & Pick<CosineDecayOptions, 'warmupTarget'>;

  /** @throws Error when an option is out of its range, or `warmupSteps` comes without `warmupTarget`. */
  constructor(options: CosineDecayOptions) {
    super();
    const {
      initialLearningRate,
      decaySteps,
      alpha = 0,
      warmupTarget,
      warmupSteps = 0,
    } = checkOptions('CosineDecay', options, [
      'initialLearningRate',
      'decaySteps',
      'alpha',
      'warmupTarget',
      'warmupSteps',
    ]);
    checkNumber('CosineDecay', 'initialLearningRate', initialLearningRate, { atLeast: 0 });
    checkNumber('CosineDecay', 'decaySteps', decaySteps, { above: 0 });
    checkNumber('CosineDecay', 'alpha', alpha, { atLeast: 0 });
    if (warmupTarget !== undefined) checkNumber('CosineDecay', 'warmupTarget', warmupTarget, { atLeast: 0 });
    checkNumber('CosineDecay', 'warmupSteps', warmupSteps, { atLeast: 0 });
    if (warmupTarget === undefined && warmupSteps > 0) {
      throw new Error(`CosineDecay: warmupSteps must be 0 without warmupTarget, got ${warmupSteps}`);
    }
    this.#options = { initialLearningRate, decaySteps, alpha, warmupTarget, warmupSteps };
  }

  override learningRate(step: number): number {
    checkNumber('CosineDecay', 'step', step, { atLeast: 0 });
    const { initialLearningRate, decaySteps, alpha, warmupTarget = initialLearningRate, warmupSteps } = this.#options;
    if (step < warmupSteps) {
      return initialLearningRate + (warmupTarget - initialLearningRate) * (step / warmupSteps);
    }
    const progress = Math.min((step - warmupSteps) / decaySteps, 1);
    return warmupTarget * ((1 - alpha) * 0.5 * (1 + Math.cos(Math.PI * progress)) + alpha);
  }

  override getConfig(): Record<string, unknown> {
    return { ...this.#options };
  }
}
