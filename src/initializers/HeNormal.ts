import { checkOptions } from '../config/checkOptions.js';
import { VarianceScaling, type FanOptions } from './VarianceScaling.js';

/** Truncated normal of variance `2 / fanIn`, for layers before a ReLU (He et al. 2015, equation 10). */
export class HeNormal extends VarianceScaling {
  constructor(options: FanOptions = {}) {
    const { seed, fans } = checkOptions('HeNormal', options, ['seed', 'fans']);
    super({ scale: 2, mode: 'fanIn', distribution: 'truncatedNormal', seed, fans });
  }

  override getConfig(): Record<string, unknown> {
    return { seed: this.seed, fans: this.fans };
  }
}
