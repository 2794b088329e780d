import { mul, ones, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { formatValue } from '../config/formatValue.js';
import { checkTensor } from '../engine/checkTensor.js';
import { customGradient } from '../engine/customGradient.js';
import { randomWords } from '../engine/random/draw.js';
import { checkRandomKey, type RandomKey } from '../engine/random/RandomKey.js';
import { hasOwnKernel, runOwnKernel, type KernelOptions } from '../engine/runOwnKernel.js';
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
  if (rate === 0) return x;
  if (!hasOwnKernel('dropout')) return tidy(() => mul(x, dropoutMask(x.shape, rate, key)));
  const dropped = (given: Tensor): Tensor => runOwnKernel('dropout', { x: given }, drawOptions(rate, key))![0];
  return customGradient({
    inputs: [x],
    forward: ([given]) => ({ value: dropped(given) }),
    // The factors are drawn again: cheaper than keeping them.
    backward: (cotangent) => [dropped(cotangent)],
    reference: ([given]) => mul(given, dropoutMask(given.shape, rate, key)),
  });
}

/** The factors of {@link dropout}: 0 with probability `rate`, else `1 / (1 − rate)`. */
export function dropoutMask(shape: Shape, rate: number, key: RandomKey): Tensor {
  if (rate === 0) return ones([...shape]);
  const options = drawOptions(rate, key);
  const own = runOwnKernel('dropoutMask', {}, { ...options, shape });
  if (own !== undefined) return own[0];
  const { threshold, kept } = options;
  const values = Float32Array.from(randomWords(key, sizeOf(shape)), (word) => (word < threshold ? 0 : kept));
  return tensor(values, [...shape], 'float32');
}

/** Random words below the threshold drop their elements, the others are multiplied by `kept`. */
export function drawOptions(rate: number, key: RandomKey): KernelOptions & { threshold: number; kept: number } {
  return { threshold: rate * 2 ** 32, kept: rate === 1 ? 0 : 1 / (1 - rate), key: key.words };
}

/** @throws Error when the rate is outside of [0, 1]. */
export function checkDropoutRate(where: string, rate: number, name = 'rate'): void {
  if (Number.isFinite(rate) && rate >= 0 && rate <= 1) return;
  throw new Error(`${where}: ${name} must be in [0, 1], got ${formatValue(rate)}`);
}
