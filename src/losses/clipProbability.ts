import { clipByValue, type Tensor } from '@tensorflow/tfjs-core';

/** Keras's `epsilon()`: probabilities of 0 and 1 have finite logarithms at this distance. */
export const PROBABILITY_EPSILON = 1e-7;

/** Probabilities in [1e-7, 1 − 1e-7]; no gradient flows to the ones that were outside. */
export function clipProbability(x: Tensor): Tensor {
  return clipByValue(x, PROBABILITY_EPSILON, 1 - PROBABILITY_EPSILON);
}
