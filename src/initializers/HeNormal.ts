import { checkOptions } from '../config/checkOptions.js';
import type { SeedOptions } from './SeededInitializer.js';
import { VarianceScaling } from './VarianceScaling.js';

/** Truncated normal of variance `2 / fanIn`, for layers before a ReLU (He et al. 2015, equation 10). */
export class HeNormal extends VarianceScaling {
  constructor(options: SeedOptions = {}) {
    const { seed } = checkOptions('HeNormal', options, ['seed']);
    super({ scale: 2, mode: 'fanIn', distribution: 'truncatedNormal', seed });
  }

  override getConfig(): Record<string, unknown> {
    return { seed: this.seed };
  }
}
