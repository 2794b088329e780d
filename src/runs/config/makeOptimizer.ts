import { optionName } from '../../config/optionName.js';
import { optimizers } from '../../optimizers/index.js';
import type { Optimizer } from '../../optimizers/Optimizer.js';
import { ConfigError } from './ConfigError.js';
import { learningRateOf } from './learningRateOf.js';
import type { RunConfig } from './runConfigSchema.js';

/**
 * The optimizer of a run, of one of the classes that configurations can name. A learning rate among its own options
 * stands instead of the schedule of the training.
 *
 * @throws ConfigError, at `optimizer`, with what the class or its schedule refuses.
 */
export function makeOptimizer(config: Pick<RunConfig, 'optimizer' | 'training'>): Optimizer {
  const { className, config: options } = config.optimizer;
  const hasRate = Object.entries(options).some(([key, value]) => optionName(key) === 'learningRate' && value !== null);
  try {
    const rate = hasRate ? {} : { learningRate: learningRateOf(config) };
    return optimizers.get({ className, config: { ...options, ...rate } });
  } catch (cause) {
    throw new ConfigError('optimizer', `optimizer: ${(cause as Error).message}`, { cause });
  }
}
