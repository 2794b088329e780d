import { assert } from 'chai';
import * as tf from '@tensorflow/tfjs-core';
import { assertSums, referenceSum, type ReferenceSum } from './assertSums.js';

/** A product and its operands as arrays; `shapeA` and `shapeB` are those that are passed, transposed where they say so. */
export interface ProductCase {
  batchA: number[];
  batchB: number[];
  m: number;
  k: number;
  n: number;
  transposeA: boolean;
  transposeB: boolean;
}

/** How many elements. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** Numbers in (−2, 2), the same at every run. */
export function numbers(size: number, seed: number): Float32Array {
  return Float32Array.from({ length: size }, (_, i) => 2 * Math.sin((i + 1) * 12.9898 * seed + seed));
}

/** `transposeA`, `transposeB`. */
export const TRANSPOSITIONS = [
  [false, false],
  [false, true],
  [true, false],
  [true, true],
] as const;

function operandsOf({ batchA, batchB, m, k, n, transposeA, transposeB }: ProductCase): [tf.Tensor, tf.Tensor] {
  const a = tf.tensor(numbers(sizeOf(batchA) * m * k, 1), [...batchA, ...(transposeA ? [k, m] : [m, k])]);
  const b = tf.tensor(numbers(sizeOf(batchB) * k * n, 5), [...batchB, ...(transposeB ? [n, k] : [k, n])]);
  return [a, b];
}

/** What a product's sums must be. */
function referencesOf(
  { batchA, batchB, m, k, n, transposeA, transposeB }: ProductCase,
  a: Float32Array,
  b: Float32Array,
): ReferenceSum[] {
  const batch = tf.broadcastTo(tf.zeros(batchA), tf.backend_util.assertAndGetBroadcastShape(batchA, batchB)).shape;
  const matrixOf = (from: number[], index: number): number =>
    from.reduce((at, size, axis) => {
      const own = batch.length - from.length + axis;
      return at * size + (size === 1 ? 0 : Math.floor(index / sizeOf(batch.slice(own + 1))) % batch[own]);
    }, 0);
  return Array.from({ length: sizeOf(batch) * m * n }, (_, i) => {
    const [column, row, product] = [i % n, Math.floor(i / n) % m, Math.floor(i / n / m)];
    const [za, zb] = [matrixOf(batchA, product) * m * k, matrixOf(batchB, product) * k * n];
    const [startA, stepA] = transposeA ? [za + row, m] : [za + row * k, 1];
    const [startB, stepB] = transposeB ? [zb + column * k, 1] : [zb + column, n];
    const terms = new Float64Array(k);
    for (let l = 0; l < k; l++) terms[l] = a[startA + l * stepA] * b[startB + l * stepB];
    return referenceSum(terms);
  });
}

/** Asserts the sums of a product, see {@link assertSums}. */
export function checkProduct(of: ProductCase): void {
  tf.tidy(() => {
    const [a, b] = operandsOf(of);
    const product = tf.matMul(a, b, of.transposeA, of.transposeB);
    assert.deepEqual(product.shape.slice(-2), [of.m, of.n]);
    assertSums(product, referencesOf(of, a.dataSync<'float32'>(), b.dataSync<'float32'>()));
  });
}
