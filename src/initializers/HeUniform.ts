import { checkOptions } from '../config/checkOptions.js';
import { VarianceScaling, type FanOptions } from './VarianceScaling.js';

/** Uniform within `±√(6 / fanIn)`, for layers before a ReLU (He et al. 2015). */
export class HeUniform extends VarianceScaling {
  constructor(options: FanOptions = {}) {
    const { seed, fans } = checkOptions('HeUniform', options, ['seed', 'fans']);
    super({ scale: 2, mode: 'fanIn', distribution: 'uniform', seed, fans });
  }

  override getConfig(): Record<string, unknown> {
    return { seed: this.seed, fans: this.fans };
  }
}
