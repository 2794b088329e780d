import { checkOptions } from '../config/checkOptions.js';
import type { SeedOptions } from './SeededInitializer.js';
import { VarianceScaling } from './VarianceScaling.js';

/** Uniform within `±√(6 / (fanIn + fanOut))` (Glorot and Bengio 2010, equation 16), the usual choice for kernels. */
export class GlorotUniform extends VarianceScaling {
  constructor(options: SeedOptions = {}) {
    const { seed } = checkOptions('GlorotUniform', options, ['seed']);
    super({ scale: 1, mode: 'fanAvg', distribution: 'uniform', seed });
  }

  override getConfig(): Record<string, unknown> {
    return { seed: this.seed };
  }
}
