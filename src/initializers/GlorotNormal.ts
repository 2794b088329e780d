import { checkOptions } from '../config/checkOptions.js';
import type { SeedOptions } from './SeededInitializer.js';
import { VarianceScaling } from './VarianceScaling.js';

/** Truncated normal of variance `2 / (fanIn + fanOut)` (Glorot and Bengio 2010, equation 12). */
export class GlorotNormal extends VarianceScaling {
  constructor(options: SeedOptions = {}) {
    const { seed } = checkOptions('GlorotNormal', options, ['seed']);
    super({ scale: 1, mode: 'fanAvg', distribution: 'truncatedNormal', seed });
  }

  override getConfig(): Record<string, unknown> {
    return { seed: this.seed };
  }
}
