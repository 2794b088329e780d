import { checkOptions } from '../config/checkOptions.js';
import { VarianceScaling, type FanOptions } from './VarianceScaling.js';

/** Uniform within `±√(6 / (fanIn + fanOut))` (Glorot and Bengio 2010, equation 16), the usual choice for kernels. */
export class GlorotUniform extends VarianceScaling {
  constructor(options: FanOptions = {}) {
    const { seed, fans } = checkOptions('GlorotUniform', options, ['seed', 'fans']);
    super({ scale: 1, mode: 'fanAvg', distribution: 'uniform', seed, fans });
  }

  override getConfig(): Record<string, unknown> {
    return { seed: this.seed, fans: this.fans };
  }
}
