import { assert } from 'chai';
import * as tf from '@tensorflow/tfjs-core';
import { assertClose, assertSameBits } from '../../../helpers/assertClose.js';
import { checkProduct, numbers, TRANSPOSITIONS } from '../checkProduct.js';
import { checkSpecialNumbers } from '../checkSpecialNumbers.js';
import { loopBlas } from './loopBlas.js';
import { BLASES, onBlas } from './onBlas.js';

/** Large enough for a BLAS, one by one and in batches, and odd. */
const SIZES: [number, number, number][] = [
  [65, 67, 71],
  [16, 1031, 17],
  [131, 16, 129],
  [17, 33, 701],
];
/** Large enough for two threads, which share them by rows and by columns. */
const SHARED: [number, number, number][] = [
  [161, 129, 103],
  [103, 129, 161],
];
const IN_BATCH: [number, number, number] = [101, 103, 107];

describe('simd: products by a BLAS', () => {
  for (const [name, open] of BLASES) {
    for (const [transposeA, transposeB] of TRANSPOSITIONS) {
      const kinds = `${transposeA ? 'aᵀ' : 'a'} · ${transposeB ? 'bᵀ' : 'b'}`;

      for (const threads of [1, 2]) {
        it(
          `${name}, threads ${threads}, ${kinds}: is within the bounds of the kernels, of odd sizes and batches that broadcast`,
          onBlas(open, threads, () => {
            const plain = { transposeA, transposeB };
            for (const [m, k, n] of SHARED) checkProduct({ batchA: [], batchB: [], m, k, n, ...plain });
            for (const [m, k, n] of SIZES) {
              checkProduct({ batchA: [], batchB: [], m, k, n, ...plain });
              checkProduct({ batchA: [3], batchB: [], m, k, n, ...plain });
            }
            const [m, k, n] = IN_BATCH;
            for (const [batchA, batchB] of [
              [[2], [2]],
              [[], [2]],
              [
                [2, 1],
                [1, 2],
              ],
            ]) {
              checkProduct({ batchA, batchB, m, k, n, ...plain });
            }
          }),
        );
      }

      it(
        `${name}, ${kinds}: NaN and infinities stay in their rows and columns, and what the memory held before is gone`,
        onBlas(open, 2, () => {
          for (const [m, k, n] of SIZES) checkSpecialNumbers({ m, k, n, transposeA, transposeB });
        }),
      );
    }

    it(
      `${name}: bias and relu have the bits of one operation after the other`,
      onBlas(open, 2, () => {
        for (const [m, k, n] of SIZES) {
          tf.tidy(() => {
            const [a, b] = [tf.tensor2d(numbers(m * k, 1), [m, k]), tf.tensor2d(numbers(k * n, 5), [k, n])];
            const product = tf.matMul(a, b);
            for (const bias of [tf.tensor1d(numbers(n, 3)), tf.scalar(-0.7)]) {
              const sum = tf.add(product, bias);
              assertSameBits(tf.fused.matMul({ a, b, bias }), sum);
              assertSameBits(tf.fused.matMul({ a, b, bias, activation: 'relu' }), tf.relu(sum));
            }
            assertSameBits(tf.fused.matMul({ a, b, activation: 'relu' }), tf.relu(product));
          });
        }
      }),
    );
  }

  const choices: [string, number[], number[], number[][]][] = [
    ['a large product', [64, 64], [64, 64], [[64, 64, 64]]],
    ['a smaller one', [63, 64], [64, 64], []],
    ['few rows', [15, 1024], [1024, 64], []],
    ['few columns', [64, 1024], [1024, 15], []],
    ['a short inner axis', [512, 15], [15, 512], []],
    ['batches of small products', [40, 64, 64], [40, 64, 64], []],
    ['batches of small products by one matrix', [40, 64, 64], [64, 64], [[2560, 64, 64]]],
    [
      'batches of large ones',
      [2, 128, 64],
      [2, 64, 128],
      [
        [128, 128, 64],
        [128, 128, 64],
      ],
    ],
    ['no rows', [0, 64], [64, 64], []],
  ];
  for (const [what, shapeA, shapeB, products] of choices) {
    const { blas, calls } = loopBlas();
    it(
      `${products.length > 0 ? 'takes' : 'leaves'} ${what}`,
      onBlas(
        () => blas,
        1,
        () => {
          tf.tidy(() => void tf.matMul(tf.zeros(shapeA), tf.zeros(shapeB)));
          assert.deepEqual(calls.products, products);
        },
      ),
    );
  }

  it('leaves whole numbers', async () => {
    const { blas, calls } = loopBlas();
    await onBlas(
      () => blas,
      1,
      () => {
        tf.tidy(() => void tf.matMul(tf.zeros([64, 64], 'int32'), tf.zeros([64, 64], 'int32')));
        assert.deepEqual(calls.products, []);
      },
    )();
  });

  it('is called by every thread where a product is large', async () => {
    const { blas, calls } = loopBlas();
    await onBlas(
      () => blas,
      3,
      () => {
        // Each thread calls the library for itself: not by the one that is watched.
        tf.tidy(() => assertClose(tf.matMul(tf.ones([200, 128]), tf.ones([128, 160])), new Array(32_000).fill(128), 0));
        assert.deepEqual(calls, { products: [], threads: [1] });
      },
    )();
  });

  it('tells it once to have no threads of its own', async () => {
    const { blas, calls } = loopBlas();
    for (const threads of [2, 3]) {
      await onBlas(
        () => blas,
        threads,
        () => {
          tf.tidy(() => [1, 2].forEach(() => tf.matMul(tf.zeros([64, 64]), tf.zeros([64, 64]))));
        },
      )();
    }
    assert.deepEqual(calls.threads, [1]);
  });

  it('says which product failed, frees its result, and lets threads work on', async () => {
    const { blas } = loopBlas('out of paper');
    await onBlas(
      () => blas,
      2,
      (simd) => {
        tf.tidy(() => {
          const x = tf.ones([64, 80]);
          assert.throws(
            () => tf.matMul(x, x, false, true),
            'simd: loops must multiply [64, 80] by [80, 64], got: out of paper',
          );
          assert.equal(simd.heap.use().blocks, 1);
          Object.assign(simd, { askedFor: null });
          assertClose(tf.sum(tf.matMul(x, x, false, true)), [64 * 64 * 80], 0);
        });
      },
    )();
  });
});
