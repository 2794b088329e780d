import { abs, max, maximum, mul, type Tensor } from '@tensorflow/tfjs-core';
import { stopGradient } from '../engine/stopGradient.js';

/** The largest size whose squares, also the sum of very many, float32 holds. */
const LARGEST = 2 ** 60;

/**
 * What to measure values in before they are squared, so that their squares are finite: 1 up to 2⁶⁰, which changes no
 * bit, and for larger ones their size in 2⁶⁰. Constant to gradients: whoever divides by it multiplies by it again.
 *
 * @param axes Along which the squares are summed; they keep size 1.
 */
export function squareUnit(x: Tensor, axes: number[]): Tensor {
  return stopGradient(maximum(mul(max(abs(x), axes, true), 1 / LARGEST), 1));
}
