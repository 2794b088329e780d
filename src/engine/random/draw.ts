import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import { checkMagnitude } from '../../config/checkMagnitude.js';
import { checkNumber } from '../../config/checkNumber.js';
import { checkSizes, sizeOf, type Shape } from '../shapes.js';
import { checkRandomKey, type RandomKey } from './RandomKey.js';

/** One random 32-bit word per element: element 2i and 2i + 1 share the key's `i`th block. */
export function randomWords(key: RandomKey, count: number): Uint32Array {
  const words = new Uint32Array(count);
  for (let i = 0; i < count; i += 2) {
    const [first, second] = key.block(i >> 1);
    words[i] = first;
    if (i + 1 < count) words[i + 1] = second;
  }
  return words;
}

function checkDraw(where: string, key: RandomKey, shape: Shape): void {
  checkRandomKey(where, 'key', key);
  checkSizes(where, 'shape', shape);
}

/** Uniform in [0, 1), with the 24 bits a float32 can hold: rounding never reaches 1. */
function unit(word: number): number {
  return (word >>> 8) * 2 ** -24;
}

/**
 * Uniform in [low, high), float32.
 *
 * @throws Error when a bound is not finite, or the upper is below the lower.
 */
export function randomUniform(key: RandomKey, shape: Shape, low = 0, high = 1): Tensor {
  checkDraw('randomUniform', key, shape);
  checkNumber('randomUniform', 'low', low);
  checkMagnitude('randomUniform', 'low', low);
  checkNumber('randomUniform', 'high', high, { atLeast: low });
  checkMagnitude('randomUniform', 'high', high);
  const values = Float32Array.from(randomWords(key, sizeOf(shape)), (word) => {
    const value = Math.fround(low + (high - low) * unit(word));
    // Next to a high end that is far from zero, float32 may round up to it.
    return value < high ? value : low;
  });
  return tensor(values, [...shape], 'float32');
}

/** Two independent standard normal numbers (Box and Muller 1958) of two random words. */
function normalPair([first, second]: [number, number]): [number, number] {
  // (word + 1) / 2³² lies in (0, 1]: the logarithm stays finite.
  const radius = Math.sqrt(-2 * Math.log((first + 1) * 2 ** -32));
  const angle = 2 * Math.PI * second * 2 ** -32;
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

/**
 * Normal with this mean and standard deviation, float32.
 *
 * @throws Error when one is not finite, or the deviation is negative.
 */
export function randomNormal(key: RandomKey, shape: Shape, mean = 0, deviation = 1): Tensor {
  checkDraw('randomNormal', key, shape);
  checkNumber('randomNormal', 'mean', mean);
  checkMagnitude('randomNormal', 'mean', mean);
  checkNumber('randomNormal', 'deviation', deviation, { atLeast: 0 });
  checkMagnitude('randomNormal', 'deviation', deviation);
  const values = new Float32Array(sizeOf(shape));
  for (let i = 0; i < values.length; i += 2) {
    const [first, second] = normalPair(key.block(i >> 1));
    values[i] = mean + deviation * first;
    if (i + 1 < values.length) values[i + 1] = mean + deviation * second;
  }
  return tensor(values, [...shape], 'float32');
}

/**
 * Normal, drawn again until within two deviations of the mean, float32.
 *
 * `deviation` is that of the normal before the cut; the result's is 0.8796 of it.
 *
 * @throws Error when one is not finite, or the deviation is negative.
 */
export function randomTruncatedNormal(key: RandomKey, shape: Shape, mean = 0, deviation = 1): Tensor {
  checkDraw('randomTruncatedNormal', key, shape);
  checkNumber('randomTruncatedNormal', 'mean', mean);
  checkMagnitude('randomTruncatedNormal', 'mean', mean);
  checkNumber('randomTruncatedNormal', 'deviation', deviation, { atLeast: 0 });
  checkMagnitude('randomTruncatedNormal', 'deviation', deviation);
  const values = new Float32Array(sizeOf(shape));
  for (let i = 0; i < values.length; i++) {
    let attempt = 0;
    let z = normalPair(key.block(i))[0];
    while (Math.abs(z) > 2) z = normalPair(key.block(i, ++attempt))[0];
    values[i] = mean + deviation * z;
  }
  return tensor(values, [...shape], 'float32');
}

/**
 * True with this probability, bool.
 *
 * @throws Error when the probability is outside of [0, 1].
 */
export function randomBernoulli(key: RandomKey, shape: Shape, probability: number): Tensor {
  checkDraw('randomBernoulli', key, shape);
  checkNumber('randomBernoulli', 'probability', probability, { atLeast: 0, atMost: 1 });
  const threshold = Math.round(probability * 2 ** 32);
  const values = Uint8Array.from(randomWords(key, sizeOf(shape)), (word) => (word < threshold ? 1 : 0));
  return tensor(values, [...shape], 'bool');
}

/**
 * A whole number in [0, bound), each equally likely; the `i`th draw of this key.
 *
 * @throws Error when i or the bound is not a whole number, or the bound is below 1.
 */
export function randomInteger(key: RandomKey, i: number, bound: number): number {
  checkRandomKey('randomInteger', 'key', key);
  checkNumber('randomInteger', 'i', i, { whole: true, atLeast: 0, below: 2 ** 32 });
  checkNumber('randomInteger', 'bound', bound, { whole: true, atLeast: 1, atMost: 2 ** 53 });
  const [first, second] = key.block(i);
  // 53 random bits: the bias of the rounding is below 2⁻²¹ for any bound under 2³².
  return Math.floor(((first >>> 5) * 2 ** 26 + (second >>> 6)) * 2 ** -53 * bound);
}

/**
 * The numbers 0 … count − 1 in random order (Fisher and Yates).
 *
 * @throws Error when the count is not a whole number, at least 0.
 */
export function randomPermutation(key: RandomKey, count: number): Uint32Array {
  checkRandomKey('randomPermutation', 'key', key);
  checkNumber('randomPermutation', 'count', count, { whole: true, atLeast: 0, below: 2 ** 32 });
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = randomInteger(key, i, i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
