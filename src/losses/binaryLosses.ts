import { add, log, mul, neg, softplus, sub, type Tensor } from '@tensorflow/tfjs-core';
import { clipProbability, PROBABILITY_EPSILON } from './clipProbability.js';

/**
 * Cross-entropy of every element by itself, in nats: `−t · log p − (1 − t) · log(1 − p)`.
 *
 * @param target Probabilities t, float32.
 * @param prediction Logits, or probabilities p. To the logarithm of p, which lies in [1e-7, 1 − 1e-7] then, Keras adds
 * 1e-7 once more.
 */
export function binaryLosses(target: Tensor, prediction: Tensor, fromLogits: boolean): Tensor {
  const other = sub(1, target);
  // −log σ(x) = softplus(−x), and of 1 − σ(x) it is softplus(x): each keeps its digits where the other is large.
  if (fromLogits) return add(mul(target, softplus(neg(prediction))), mul(other, softplus(prediction)));
  const p = clipProbability(prediction);
  const [surely, hardly] = [p, sub(1, p)].map((x) => log(add(x, PROBABILITY_EPSILON)));
  return neg(add(mul(target, surely), mul(other, hardly)));
}

/** The target with a share of it spread evenly over yes and no (arXiv:1512.00567, §7). */
export function smoothBinary(target: Tensor, labelSmoothing: number): Tensor {
  return add(mul(target, 1 - labelSmoothing), labelSmoothing / 2);
}
