import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { Schedule } from './Schedule.js';

/** Options of {@link CosineDecayRestarts}. */
export interface CosineDecayRestartsOptions {
  /** The rate of the first update, at least 0. */
  initialLearningRate: number;
  /** How many updates the first decay takes, above 0. */
  firstDecaySteps: number;
  /** How many times as long as the one before each decay takes, at least 1. Default 2. */
  tMul?: number;
  /** How many times as high as the one before each decay starts, at least 0. Default 1. */
  mMul?: number;
  /** What every decay ends at, as a share of the initial rate. Default 0. */
  alpha?: number;
}

/**
 * Half cosines one after the other, each from its restart down to `alpha` of the initial rate (Loshchilov and Hutter
 * 2016, arXiv:1608.03983, equation 5 and section 3), as tf_keras 2.15's.
 *
 * In the i-th decay (from 0), after the share c of it, from the rate η:
 * `η · ((1 − alpha) · mMulⁱ · ½(1 + cos(π c)) + alpha)`.
 */
export class CosineDecayRestarts extends Schedule {
  readonly #options: Required<CosineDecayRestartsOptions>;

  /** @throws Error when an option is out of its range. */
  constructor(options: CosineDecayRestartsOptions) {
    super();
    const {
      initialLearningRate,
      firstDecaySteps,
      tMul = 2,
      mMul = 1,
      alpha = 0,
    } = checkOptions('CosineDecayRestarts', options, [
      'initialLearningRate',
      'firstDecaySteps',
      'tMul',
      'mMul',
      'alpha',
    ]);
    checkNumber('CosineDecayRestarts', 'initialLearningRate', initialLearningRate, { atLeast: 0 });
    checkNumber('CosineDecayRestarts', 'firstDecaySteps', firstDecaySteps, { above: 0 });
    checkNumber('CosineDecayRestarts', 'tMul', tMul, { atLeast: 1 });
    checkNumber('CosineDecayRestarts', 'mMul', mMul, { atLeast: 0 });
    checkNumber('CosineDecayRestarts', 'alpha', alpha, { atLeast: 0 });
    this.#options = { initialLearningRate, firstDecaySteps, tMul, mMul, alpha };
  }

  override learningRate(step: number): number {
    checkNumber('CosineDecayRestarts', 'step', step, { atLeast: 0 });
    const { initialLearningRate, firstDecaySteps, tMul, mMul, alpha } = this.#options;
    const elapsed = step / firstDecaySteps;
    const restarts = restartsBefore(elapsed, tMul);
    const progress = (elapsed - startOf(restarts, tMul)) / tMul ** restarts;
    const cosine = mMul ** restarts * 0.5 * (1 + Math.cos(Math.PI * progress));
    return initialLearningRate * ((1 - alpha) * cosine + alpha);
  }

  override getConfig(): Record<string, unknown> {
    return { ...this.#options };
  }
}

/** When the i-th decay starts, in lengths of the first: the sum of the lengths before, a geometric series. */
function startOf(i: number, tMul: number): number {
  return tMul === 1 ? i : (tMul ** i - 1) / (tMul - 1);
}

/** How many decays are over after a time, in lengths of the first. */
function restartsBefore(elapsed: number, tMul: number): number {
  if (tMul === 1) return Math.floor(elapsed);
  // The logarithm is off by rounding, which would put some restarts one step late: the start itself decides.
  const nearest = Math.round(Math.log1p(elapsed * (tMul - 1)) / Math.log(tMul));
  return startOf(nearest, tMul) <= elapsed ? nearest : nearest - 1;
}
