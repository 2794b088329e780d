import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { Schedule } from './Schedule.js';

/** Options of {@link InverseSquareRootDecay}. */
export interface InverseSquareRootDecayOptions {
  /** The model's width, d_model in the paper, above 0: wider models learn more slowly. */
  width: number;
  /** How many updates the rate rises for, above 0. Default 4000. */
  warmupSteps?: number;
  /** A factor of all rates, at least 0. Default 1. */
  scale?: number;
}

/**
 * The Transformer's: a linear warmup, then a rate that falls with the root of the updates made (Vaswani et al. 2017,
 * arXiv:1706.03762, equation 3).
 *
 * With n = step + 1, since the paper counts from 1: `scale · width^−½ · min(n^−½, n · warmupSteps^−1.5)`. The largest
 * rate, that of n = `warmupSteps`, is `scale / √(width · warmupSteps)`. It never ends.
 */
export class InverseSquareRootDecay extends Schedule {
  readonly #options: Required<InverseSquareRootDecayOptions>;

  /** @throws Error when an option is out of its range. */
  constructor(options: InverseSquareRootDecayOptions) {
    super();
    const {
      width,
      warmupSteps = 4000,
      scale = 1,
    } = checkOptions('InverseSquareRootDecay', options, ['width', 'warmupSteps', 'scale']);
    checkNumber('InverseSquareRootDecay', 'width', width, { above: 0 });
    checkNumber('InverseSquareRootDecay', 'warmupSteps', warmupSteps, { above: 0 });
    checkNumber('InverseSquareRootDecay', 'scale', scale, { atLeast: 0 });
    this.#options = { width, warmupSteps, scale };
  }

  override learningRate(step: number): number {
    checkNumber('InverseSquareRootDecay', 'step', step, { atLeast: 0 });
    const { width, warmupSteps, scale } = this.#options;
    const n = step + 1;
    return scale * width ** -0.5 * Math.min(n ** -0.5, n * warmupSteps ** -1.5);
  }

  override getConfig(): Record<string, unknown> {
    return { ...this.#options };
  }
}
