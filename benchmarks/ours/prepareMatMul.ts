import { matMul, tensor } from '@tensorflow/tfjs-core';
import type { Prepared } from '../harness/Prepared.js';
import type { MatMulCase } from '../harness/Case.js';
import { fingerprint } from '../harness/fingerprint.js';
import { sequence } from '../harness/sequence.js';

/** One product, as TensorFlow.js is asked for it. */
export function prepareMatMul({ batch, m, n, k, transposeA, transposeB }: MatMulCase): Prepared {
  const operand = (rows: number, columns: number, seed: number): ReturnType<typeof tensor> => {
    const numbers = sequence(batch * rows * columns, seed);
    return tensor(numbers, batch === 1 ? [rows, columns] : [batch, rows, columns]);
  };
  const a = transposeA ? operand(k, m, 1) : operand(m, k, 1);
  const b = transposeB ? operand(n, k, 2) : operand(k, n, 2);
  return {
    run: () => matMul(a, b, transposeA, transposeB).dispose(),
    check() {
      const product = matMul(a, b, transposeA, transposeB);
      const value = fingerprint(product.dataSync());
      product.dispose();
      return value;
    },
    dispose() {
      a.dispose();
      b.dispose();
    },
  };
}
