import { checkOptions } from '../config/checkOptions.js';
import { VarianceScaling, type FanOptions } from './VarianceScaling.js';

/** Uniform within `±√(3 / fanIn)` (LeCun et al. 1998, "Efficient BackProp"). */
export class LecunUniform extends VarianceScaling {
  constructor(options: FanOptions = {}) {
    const { seed, fans } = checkOptions('LecunUniform', options, ['seed', 'fans']);
    super({ scale: 1, mode: 'fanIn', distribution: 'uniform', seed, fans });
  }

  override getConfig(): Record<string, unknown> {
    return { seed: this.seed, fans: this.fans };
  }
}
