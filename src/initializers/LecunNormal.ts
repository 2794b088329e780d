import { checkOptions } from '../config/checkOptions.js';
import { VarianceScaling, type FanOptions } from './VarianceScaling.js';

/** Truncated normal of variance `1 / fanIn` (LeCun et al. 1998, "Efficient BackProp"). */
export class LecunNormal extends VarianceScaling {
  constructor(options: FanOptions = {}) {
    const { seed, fans } = checkOptions('LecunNormal', options, ['seed', 'fans']);
    super({ scale: 1, mode: 'fanIn', distribution: 'truncatedNormal', seed, fans });
  }

  override getConfig(): Record<string, unknown> {
    return { seed: this.seed, fans: this.fans };
  }
}
