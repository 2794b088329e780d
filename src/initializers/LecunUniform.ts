import { checkOptions } from '../config/checkOptions.js';
import type { SeedOptions } from './SeededInitializer.js';
import { VarianceScaling } from './VarianceScaling.js';

/** Uniform within `±√(3 / fanIn)` (LeCun et al. 1998, "Efficient BackProp"). */
export class LecunUniform extends VarianceScaling {
  constructor(options: SeedOptions = {}) {
    const { seed } = checkOptions('LecunUniform', options, ['seed']);
    super({ scale: 1, mode: 'fanIn', distribution: 'uniform', seed });
  }

  override getConfig(): Record<string, unknown> {
    return { seed: this.seed };
  }
}
