import { checkChoice } from '../config/checkChoice.js';
import { checkNumber } from '../config/checkNumber.js';
import { checkOptions } from '../config/checkOptions.js';
import { Schedule } from './Schedule.js';

const COOLDOWNS = ['linear', 'oneMinusSqrt'] as const;

/** Options of {@link ConstantWithCooldown}. */
export interface ConstantWithCooldownOptions {
  /** The rate between warmup and cooldown, at least 0. */
  learningRate: number;
  /** How many updates the run takes, above 0; warmup and cooldown are part of it. */
  steps: number;
  /** How many updates the rate falls for at the end; 10 to 20 percent of the run in the paper. */
  cooldownSteps: number;
  /** How many updates the rate rises for at the beginning. Default 0. */
  warmupSteps?: number;
  /** How the rate falls to 0. Default `'oneMinusSqrt'`, which the paper finds better than `'linear'`. */
  cooldown?: (typeof COOLDOWNS)[number];
}

/**
 * A linear warmup, a constant rate, and a cooldown to 0 (Hägele et al. 2024, arXiv:2405.18392, equations 1 and 2): a run
 * can be made longer by going on from where its cooldown began.
 *
 * At step n of N = `steps`, with W updates of warmup and D of cooldown, from the rate η: `η · n / W` before W, then `η`,
 * and from N − D on, after the share c = (n − (N − D)) / D of the cooldown, `η · (1 − c)` or `η · (1 − √c)`; 0 from N on.
 */
export class ConstantWithCooldown extends Schedule {
  readonly #options: Required<ConstantWithCooldownOptions>;

  /** @throws Error when an option is out of its range, or warmup and cooldown take more steps than the run. */
  constructor(options: ConstantWithCooldownOptions) {
    super();
    const {
      learningRate,
      steps,
      cooldownSteps,
      warmupSteps = 0,
      cooldown = 'oneMinusSqrt',
    } = checkOptions('ConstantWithCooldown', options, [
      'learningRate',
      'steps',
      'cooldownSteps',
      'warmupSteps',
      'cooldown',
    ]);
    checkNumber('ConstantWithCooldown', 'learningRate', learningRate, { atLeast: 0 });
    checkNumber('ConstantWithCooldown', 'steps', steps, { above: 0 });
    checkNumber('ConstantWithCooldown', 'cooldownSteps', cooldownSteps, { atLeast: 0, atMost: steps });
    checkNumber('ConstantWithCooldown', 'warmupSteps', warmupSteps, { atLeast: 0, atMost: steps - cooldownSteps });
    checkChoice('ConstantWithCooldown', 'cooldown', cooldown, COOLDOWNS);
    this.#options = { learningRate, steps, cooldownSteps, warmupSteps, cooldown };
  }

  override learningRate(step: number): number {
    checkNumber('ConstantWithCooldown', 'step', step, { atLeast: 0 });
    const { learningRate, steps, cooldownSteps, warmupSteps, cooldown } = this.#options;
    if (step >= steps) return 0;
    if (step < warmupSteps) return learningRate * (step / warmupSteps);
    const cooling = step - (steps - cooldownSteps);
    if (cooling <= 0) return learningRate;
    const share = cooling / cooldownSteps;
    return learningRate * (1 - (cooldown === 'linear' ? share : Math.sqrt(share)));
  }

  override getConfig(): Record<string, unknown> {
    return { ...this.#options };
  }
}
