import { checkOptions } from '../config/checkOptions.js';
import { VarianceScaling, type FanOptions } from './VarianceScaling.js';

/** Truncated normal of variance `2 / (fanIn + fanOut)` (Glorot and Bengio 2010, equation 12). */
export class GlorotNormal extends VarianceScaling {
  constructor(options: FanOptions = {}) {
    const { seed, fans } = checkOptions('GlorotNormal', options, ['seed', 'fans']);
    super({ scale: 1, mode: 'fanAvg', distribution: 'truncatedNormal', seed, fans });
  }

  override getConfig(): Record<string, unknown> {
    return { seed: this.seed, fans: this.fans };
  }
}
