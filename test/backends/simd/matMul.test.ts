import { assert } from 'chai';
import * as tf from '@tensorflow/tfjs-core';
import { assertClose } from '../../helpers/assertClose.js';
import { assertSameOnThreads } from './assertSameOnThreads.js';
import { assertSums, referenceSum } from './assertSums.js';
import { onSmallMemory } from './onSmallMemory.js';
import { checkProduct as check, numbers, sizeOf, TRANSPOSITIONS } from './checkProduct.js';
import { checkSpecialNumbers } from './checkSpecialNumbers.js';

describe('simd: matMul of every shape', () => {
  for (const [transposeA, transposeB] of TRANSPOSITIONS) {
    const name = `${transposeA ? 'aᵀ' : 'a'} · ${transposeB ? 'bᵀ' : 'b'}`;
    const plain = { batchA: [], batchB: [], transposeA, transposeB };

    it(
      `${name}: every edge of tiles, from 1 row, number or column on`,
      onSmallMemory(() => {
        const sizes = [1, 2, 3, 4, 5, 7, 8, 9, 13];
        for (const m of sizes) for (const k of sizes) for (const n of sizes) check({ ...plain, m, k, n });
        for (const [m, k, n] of [
          [70, 31, 67],
          [25, 70, 41],
          [33, 33, 100],
          [1, 70, 70],
          [70, 70, 1],
        ]) {
          check({ ...plain, m, k, n });
        }
      }),
    );

    it(
      `${name}: inner axes about the length that is summed at once, and slices of long ones`,
      onSmallMemory(() => {
        for (const k of [511, 512, 513, 1025]) for (const m of [1, 6, 29]) check({ ...plain, m, k, n: 11 });
        check({ ...plain, m: 3, k: 513, n: 97 });
        for (const k of [4095, 4096, 4097, 6200]) check({ ...plain, m: 9, k, n: 3 });
        check({ batchA: [2], batchB: [1], transposeA, transposeB, m: 9, k: 4099, n: 5 });
      }),
    );

    it(
      `${name}: batches that broadcast, of few rows and of many`,
      onSmallMemory(() => {
        for (const [batchA, batchB] of [
          [[3], [3]],
          [[3], []],
          [[], [3]],
          [[1], [3]],
          [
            [2, 1],
            [1, 3],
          ],
          [
            [2, 3],
            [2, 1],
          ],
          [
            [2, 1, 2],
            [3, 1],
          ],
          [
            [1, 2, 1, 2],
            [2, 1, 2, 1],
          ],
        ]) {
          for (const [m, k, n] of [
            [1, 5, 9],
            [2, 33, 7],
            [5, 17, 9],
            [5, 4, 4],
            [30, 35, 101],
          ]) {
            check({ batchA, batchB, m, k, n, transposeA, transposeB });
          }
        }
      }),
    );

    it(
      `${name}: NaN and infinities stay in their rows and columns, 0 · ∞ is NaN, what lies beyond an edge does nothing`,
      onSmallMemory(() => {
        for (const [m, k, n] of [
          [1, 21, 10],
          [5, 21, 10],
          [6, 3, 3],
          [6, 4, 4],
          [29, 37, 13],
          [27, 35, 99],
          [9, 4100, 3],
        ]) {
          checkSpecialNumbers({ m, k, n, transposeA, transposeB });
        }
      }),
    );
  }

  it(
    'sums nothing to 0, and makes nothing of no rows or columns',
    onSmallMemory(() => {
      tf.tidy(() => {
        assertClose(tf.matMul(tf.zeros([2, 0]), tf.zeros([0, 3])), new Array<number>(6).fill(0), 0);
        assert.deepEqual(tf.matMul(tf.zeros([0, 2]), tf.zeros([2, 3])).shape, [0, 3]);
        assert.deepEqual(tf.matMul(tf.zeros([4, 2, 2]), tf.zeros([4, 2, 0])).shape, [4, 2, 0]);
        assert.deepEqual(tf.matMul(tf.zeros([0, 2, 2]), tf.zeros([1, 2, 3])).shape, [0, 2, 3]);
      });
    }),
  );

  it(
    'multiplies whole numbers beyond 2²⁴ as the cpu backend does',
    onSmallMemory(() => {
      tf.tidy(() => {
        const a = tf.tensor2d([16777217, 3, -5, 2], [2, 2], 'int32');
        assertClose(tf.matMul(a, tf.tensor2d([1, 0, 0, 1], [2, 2], 'int32')), [16777217, 3, -5, 2], 0);
      });
    }),
  );
});

describe('simd: panels that threads lay out for themselves', () => {
  for (const [batch, m, k, n] of [
    [[], 128, 40, 130],
    [[], 500, 33, 70],
    [[3], 140, 25, 70],
  ] as [number[], number, number, number][]) {
    for (const [transposeA, transposeB] of TRANSPOSITIONS) {
      const name = `${transposeA ? 'aᵀ' : 'a'} · ${transposeB ? 'bᵀ' : 'b'}`;
      it(
        `${name} of [${[...batch, m, k].join(', ')}] and [${[...batch, k, n].join(', ')}] are those of this product, not the one before`,
        onSmallMemory(() => {
          check({ batchA: batch, batchB: batch, m, k, n, transposeA, transposeB });
          tf.tidy(() => {
            const a = tf.tensor(numbers(sizeOf(batch) * m * k, 1), [...batch, ...(transposeA ? [k, m] : [m, k])]);
            const b = tf.tensor(numbers(sizeOf(batch) * k * n, 5), [...batch, ...(transposeB ? [n, k] : [k, n])]);
            const once = tf.matMul(a, b, transposeA, transposeB).dataSync();
            // Twice as much each time, to the bit.
            for (const factor of [2, 4, 8]) {
              const more = tf.matMul(tf.mul(a, factor / 2), tf.mul(b, 2), transposeA, transposeB);
              assertClose(
                more,
                Array.from(once, (value) => factor * value),
                0,
              );
            }
          });
        }),
      );
    }
  }
});

describe('simd: matMulTilePeak', () => {
  it(
    'computes the tile that products are made of',
    onSmallMemory((simd) => {
      const [a, b] = [numbers(4 * 9, 1), numbers(9 * 8, 2)];
      const tile = tf.zeros([4, 8]);
      const [panelA, panelB] = [tf.tensor1d(a), tf.tensor1d(b)];
      const [startA, startB, to] = [panelA, panelB, tile].map((x) => simd.address(x));
      simd.run('matMulTilePeak', { items: 3, chunk: 1 }, startA, startB, to, 9);
      const want = Array.from({ length: 32 }, (_, i) =>
        referenceSum(Array.from({ length: 9 }, (_, k) => a[k * 4 + Math.floor(i / 8)] * b[k * 8 + (i % 8)])),
      );
      assertSums(tile, want);
      tf.dispose([panelA, panelB, tile]);
    }),
  );
});

describe('simd: matMul on threads', () => {
  for (const [batchA, batchB, m, k, n] of [
    [[], [], 161, 517, 159],
    [[], [], 2, 300, 1500],
    [[], [], 7, 300, 701],
    [[], [], 5, 20000, 7],
    [[24], [24], 65, 33, 63],
    [[24], [], 65, 33, 130],
    // Threads lay out panels of their own: of several groups of rows and strips of columns, edges included.
    [[], [], 300, 70, 203],
    [[5], [5], 141, 37, 75],
    [[], [], 128, 131, 65],
    [[7000], [7000], 4, 4, 4],
    [[], [], 70000, 4, 4],
    [[], [], 5, 40, 9000],
  ] as [number[], number[], number, number, number][]) {
    it(`gives the same bits for 1, 2 and 3: [${[...batchA, m, k].join(', ')}] by [${[...batchB, k, n].join(', ')}]`, async () => {
      const a = numbers(sizeOf(batchA) * m * k, 1);
      const b = numbers(sizeOf(batchB) * k * n, 5);
      await assertSameOnThreads(() =>
        tf.tidy(() =>
          TRANSPOSITIONS.map(([transposeA, transposeB]) => {
            const left = tf.tensor(a, [...batchA, ...(transposeA ? [k, m] : [m, k])]);
            const right = tf.tensor(b, [...batchB, ...(transposeB ? [n, k] : [k, n])]);
            return tf.matMul(left, right, transposeA, transposeB);
          }),
        ),
      );
    });
  }
});
