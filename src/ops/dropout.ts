import { mul, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { formatValue } from '../config/formatValue.js';
import { checkTensor } from '../engine/checkTensor.js';
import { randomWords } from '../engine/random/draw.js';
import { checkRandomKey, type RandomKey } from '../engine/random/RandomKey.js';
import { sizeOf, type Shape } from '../engine/shapes.js';

/**
 * Inverted dropout (Srivastava et al. 2014): each element becomes zero with probability `rate`, the others are divided
 * by `1 − rate`, so that the mean stays.
 *
 * @param x float32, of any shape.
 * @param rate Probability in [0, 1]. 0 returns x itself, 1 zeros.
 * @param key The same key drops the same elements, on every backend.
 * @throws Error when the rate is outside of [0, 1].
 */
export function dropout(x: Tensor, rate: number, key: RandomKey): Tensor {
  checkTensor('dropout', 'x', x, 'float32');
  checkDropoutRate('dropout', rate);
  checkRandomKey('dropout', 'key', key);
  return rate === 0 ? x : tidy(() => mul(x, dropoutMask(x.shape, rate, key)));
}

/** The factors of {@link dropout}: 0 with probability `rate`, else `1 / (1 − rate)`. */
export function dropoutMask(shape: Shape, rate: number, key: RandomKey): Tensor {
  const threshold = rate * 2 ** 32;
  const kept = rate === 1 ? 0 : 1 / (1 - rate);
  const values = Float32Array.from(randomWords(key, sizeOf(shape)), (word) => (word < threshold ? 0 : kept));
  return tensor(values, [...shape], 'float32');
}

/** @throws Error when the rate is outside of [0, 1]. */
export function checkDropoutRate(where: string, rate: number, name = 'rate'): void {
  if (Number.isFinite(rate) && rate >= 0 && rate <= 1) return;
  throw new Error(`${where}: ${name} must be in [0, 1], got ${formatValue(rate)}`);
}
