import * as tf from '@tensorflow/tfjs-core';
import { assertClose } from '../../helpers/assertClose.js';
import type { ProductCase } from './checkProduct.js';

/**
 * Asserts that NaN and infinities in operands of a product come to all sums that they are in and to no others, that 0 · ∞ is NaN,
 * and that numbers which the memory of the result held before are gone.
 */
export function checkSpecialNumbers({ m, k, n, transposeA, transposeB }: Omit<ProductCase, 'batchA' | 'batchB'>): void {
  tf.tidy(() => {
    const values = [new Float32Array(m * k).fill(1), new Float32Array(k * n).fill(0.5)];
    const at = (row: number, l: number): number => (transposeA ? l * m + row : row * k + l);
    const atB = (l: number, column: number): number => (transposeB ? column * k + l : l * n + column);
    values[0][at(m - 1, k - 1)] = NaN;
    values[0][at(0, k - 1)] = Infinity;
    values[0][at(Math.min(m - 1, 3), 0)] = -Infinity;
    values[1][atB(k - 1, n - 1)] = 0;
    values[1][atB(0, 1)] = NaN;
    const left = tf.tensor2d(values[0], transposeA ? [k, m] : [m, k]);
    const right = tf.tensor2d(values[1], transposeB ? [n, k] : [k, n]);
    const want = Array.from({ length: m * n }, (_, i) => {
      let sum = 0;
      for (let l = 0; l < k; l++) sum += values[0][at(Math.floor(i / n), l)] * values[1][atB(l, i % n)];
      return sum;
    });
    tf.fill([m, n], NaN).dispose();
    // Sums of halves are exact.
    assertClose(tf.matMul(left, right, transposeA, transposeB), want, 0);
  });
}
