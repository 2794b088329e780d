import { checkOptions } from '../config/checkOptions.js';
import type { SeedOptions } from './SeededInitializer.js';
import { VarianceScaling } from './VarianceScaling.js';

/** Uniform within `±√(6 / fanIn)`, for layers before a ReLU (He et al. 2015). */
export class HeUniform extends VarianceScaling {
  constructor(options: SeedOptions = {}) {
    const { seed } = checkOptions('HeUniform', options, ['seed']);
    super({ scale: 2, mode: 'fanIn', distribution: 'uniform', seed });
  }

  override getConfig(): Record<string, unknown> {
    return { seed: this.seed };
  }
}
