import { checkOptions } from '../config/checkOptions.js';
import type { SeedOptions } from './SeededInitializer.js';
import { VarianceScaling } from './VarianceScaling.js';

/** Truncated normal of variance `1 / fanIn` (LeCun et al. 1998, "Efficient BackProp"). */
export class LecunNormal extends VarianceScaling {
  constructor(options: SeedOptions = {}) {
    const { seed } = checkOptions('LecunNormal', options, ['seed']);
    super({ scale: 1, mode: 'fanIn', distribution: 'truncatedNormal', seed });
  }

  override getConfig(): Record<string, unknown> {
    return { seed: this.seed };
  }
}
