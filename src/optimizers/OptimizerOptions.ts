import type { Schedule } from '../schedules/Schedule.js';

/**
 * Options of every optimizer, with the meaning and the order of tf_keras 2.15; accumulation, which that has not, is
 * Keras 3's. With α the learning rate times the factor of the path, a call of `apply` goes through these in turn:
 *
 * 1. `learningRates`: a gradient whose factor is 0 is left out of all that follows, norms included.
 * 2. `gradientAccumulationSteps`: the gradient is added to those that wait. Unless it is the k-th the call ends here;
 *    else g is the mean of the k. What follows happens once per update, so that k micro-batches are one batch.
 * 3. `clipValue`, `clipNorm` or `globalClipNorm`: g is clipped. Decay is not part of g and is never clipped.
 * 4. `weightDecay`: w ← w − α λ w, for paths that are not excluded. A factor scales decay and rule alike.
 * 5. The rule of the optimizer, with α.
 * 6. `useEma`: a ← β a + (1 − β) w, where a begins as w before the first update; at every `emaOverwriteFrequency`-th
 *    update w ← a.
 * 7. The parameter's constraint: averages are taken before it, so that they need not obey it.
 */
export interface OptimizerOptions {
  /** A number, a schedule, or a function of the number of updates made before. */
  learningRate?: number | Schedule | ((step: number) => number);
  /** Decoupled decay: before an update each value shrinks by this share of it, times the learning rate. Default 0. */
  weightDecay?: number;
  /** Paths that do not decay; `*` is any text without a dot, `**` any text. Default none. */
  excludeFromWeightDecay?: string[];
  /** Each value of a gradient is brought into [−clipValue, clipValue]. Only one of the three. Default no limit. */
  clipValue?: number;
  /** Each gradient is scaled down so that its own norm is at most this. Only one of the three. Default no limit. */
  clipNorm?: number;
  /** Gradients are scaled down together so that the norm over all of them is at most this. Default no limit. */
  globalClipNorm?: number;
  /**
   * What the learning rate is multiplied with, at least 0, by patterns of paths; the first that matches counts. 0 leaves
   * the parameter as if it had no gradient. Default 1.
   */
  learningRates?: Record<string, number>;
  /** Whether a moving average of the weights is kept. Default false. */
  useEma?: boolean;
  /** Share of the average that an update keeps, β in [0, 1]. Default 0.99. */
  emaMomentum?: number;
  /** Every how many updates the weights become their average. Default never; only with `useEma`. */
  emaOverwriteFrequency?: number;
  /** How many calls of `apply` make one update, with the mean of their gradients. Default 1. */
  gradientAccumulationSteps?: number;
}
