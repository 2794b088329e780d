import { CosineDecay } from '../../schedules/CosineDecay.js';
import type { Schedule } from '../../schedules/Schedule.js';
import type { RunConfig } from './runConfigSchema.js';

/**
 * The learning rate of a run: a linear warm-up from a tenth of the highest rate, then half a cosine down to
 * `finalFraction` of it, or that rate for good.
 */
export function learningRateOf({ training }: Pick<RunConfig, 'training'>): number | Schedule {
  const { steps, learningRate, schedule, warmupSteps, finalFraction } = training;
  if (schedule === 'constant' && warmupSteps === 0) return learningRate;
  return new CosineDecay({
    initialLearningRate: learningRate / 10,
    warmupTarget: learningRate,
    warmupSteps,
    decaySteps: steps - warmupSteps,
    // A cosine down to all of the rate is a constant.
    alpha: schedule === 'constant' ? 1 : finalFraction,
  });
}
