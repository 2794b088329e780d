import type { Tensor } from '@tensorflow/tfjs-core';
import { AssertionError } from 'chai';

type Numbers = ArrayLike<number>;

const isTensor = (x: Numbers | Tensor): x is Tensor => 'dataSync' in x;
const numbersOf = (x: Numbers | Tensor): Numbers => (isTensor(x) ? x.dataSync() : x);

/** The largest absolute value; 0 of nothing. */
export function largest(values: Numbers | Tensor): number {
  return Array.from(numbersOf(values)).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/**
 * Asserts |got − want| ≤ tolerance for every element.
 *
 * Unlike TensorFlow.js's `expectArraysClose`, NaN equals only NaN and an infinity only itself.
 */
export function assertClose(got: Numbers | Tensor, want: Numbers | Tensor, tolerance: number, name = 'values'): void {
  const [a, b] = [numbersOf(got), numbersOf(want)];
  if (!(tolerance >= 0)) throw new AssertionError(`${name}: tolerance must be at least 0, got ${tolerance}`);
  if (a.length !== b.length) throw new AssertionError(`${name}: expected ${b.length} elements, got ${a.length}`);
  for (let i = 0; i < a.length; i++) {
    const close = Object.is(a[i], b[i]) || a[i] === b[i] || Math.abs(a[i] - b[i]) <= tolerance;
    const finite = Number.isFinite(a[i]) === Number.isFinite(b[i]);
    if (!close || !finite) {
      const where = `${name}[${i}]`;
      throw new AssertionError(`${where}: expected ${b[i]} within ${tolerance}, got ${a[i]} (off by ${a[i] - b[i]})`);
    }
  }
}

/** Asserts the same shape and dtype, then {@link assertClose}. */
export function assertTensorsClose(got: Tensor, want: Tensor, tolerance: number, name = 'tensor'): void {
  const describe = (x: Tensor): string => `${x.dtype} [${x.shape.join(', ')}]`;
  if (describe(got) !== describe(want)) {
    throw new AssertionError(`${name}: expected ${describe(want)}, got ${describe(got)}`);
  }
  assertClose(got, want, tolerance, name);
}

/** Asserts equality to the bit: also of the signs of zeros. */
export function assertSameBits(got: Numbers | Tensor, want: Numbers | Tensor, name = 'values'): void {
  const [a, b] = [numbersOf(got), numbersOf(want)];
  if (a.length !== b.length) throw new AssertionError(`${name}: expected ${b.length} elements, got ${a.length}`);
  for (let i = 0; i < a.length; i++) {
    if (!Object.is(a[i], b[i])) throw new AssertionError(`${name}[${i}]: expected exactly ${b[i]}, got ${a[i]}`);
  }
}
