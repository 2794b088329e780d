import { maximum, minimum, type Tensor } from '@tensorflow/tfjs-core';

/** Keras's `epsilon()`: probabilities of 0 and 1 have finite logarithms at this distance. */
export const PROBABILITY_EPSILON = 1e-7;

/** Probabilities in [1e-7, 1 − 1e-7]; no gradient flows to the ones that were outside. */
export function clipProbability(x: Tensor): Tensor {
  // Not clipByValue: on webgl a NaN keeps the three numbers stored beside it from being cut.
  return minimum(maximum(x, PROBABILITY_EPSILON), 1 - PROBABILITY_EPSILON);
}
