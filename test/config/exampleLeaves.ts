import { constraints } from '../../src/constraints/index.js';
import { initializers } from '../../src/initializers/index.js';
import { optimizers } from '../../src/optimizers/index.js';
import { regularizers } from '../../src/regularizers/index.js';
import { schedules } from '../../src/schedules/index.js';
import type { Configurable, Registry } from '../../src/config/Registry.js';

type AnyRegistry = Pick<Registry<Configurable>, 'names' | 'get' | 'serialize' | 'serializeKeras'>;

/** Every registry of leaves; a new one gets a line. */
export const leafRegistries: Record<string, AnyRegistry> = {
  initializers,
  regularizers,
  constraints,
  schedules,
  optimizers,
};

/** Options of the classes that cannot be made without any. */
export const exampleLeaves: Record<string, Record<string, unknown>> = {
  CosineDecay: { initialLearningRate: 0.1, decaySteps: 20, alpha: 0.1, warmupTarget: 0.3, warmupSteps: 6 },
  LinearDecay: { initialLearningRate: 0.1, decaySteps: 20, endLearningRate: 0.01 },
};
