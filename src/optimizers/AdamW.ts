import { checkOptions } from '../config/checkOptions.js';
import { Adam, ADAM_OPTIONS, type AdamOptions } from './Adam.js';

/**
 * {@link Adam} with decoupled weight decay (Loshchilov and Hutter 2017, arXiv:1711.05101, algorithm 2).
 *
 * Before Adam's step, with w the value, α = `learningRate` (default 0.001) and λ = `weightDecay` (default 0.004):
 *
 *     w ← w − α λ w
 *
 * The decay follows α, as in tf_keras; in the paper it follows only the schedule's multiplier η, so that the paper's λ is
 * α λ here.
 */
export class AdamW extends Adam {
  /** @throws Error when an option is out of its range. */
  constructor(options: AdamOptions = {}) {
    const { weightDecay = 0.004, ...others } = checkOptions('AdamW', options, ADAM_OPTIONS);
    super({ ...others, weightDecay });
  }
}
