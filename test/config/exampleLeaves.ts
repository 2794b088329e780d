import { constraints } from '../../src/constraints/index.js';
import { initializers } from '../../src/initializers/index.js';
import { losses } from '../../src/losses/index.js';
import { metrics } from '../../src/metrics/index.js';
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
  losses,
  metrics,
};

/** Options of the classes that cannot be made without any. */
export const exampleLeaves: Record<string, Record<string, unknown>> = {
  CosineDecay: { initialLearningRate: 0.1, decaySteps: 20, alpha: 0.1, warmupTarget: 0.3, warmupSteps: 6 },
  CosineDecayRestarts: { initialLearningRate: 0.1, firstDecaySteps: 20, tMul: 3, mMul: 0.5, alpha: 0.1 },
  ExponentialDecay: { initialLearningRate: 0.1, decaySteps: 20, decayRate: 0.5, staircase: true },
  InverseTimeDecay: { initialLearningRate: 0.1, decaySteps: 20, decayRate: 0.5, staircase: true },
  PiecewiseConstantDecay: { boundaries: [5, 10], values: [0.3, 0.2, 0.1] },
  PolynomialDecay: { initialLearningRate: 0.1, decaySteps: 20, endLearningRate: 0.01, power: 2, cycle: true },
  InverseSquareRootDecay: { width: 16, warmupSteps: 6, scale: 2 },
  ConstantWithCooldown: { learningRate: 0.1, steps: 20, cooldownSteps: 5, warmupSteps: 3, cooldown: 'linear' },
  LinearDecay: { initialLearningRate: 0.1, decaySteps: 20, endLearningRate: 0.01 },
};
