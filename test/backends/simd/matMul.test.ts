import { assert } from 'chai';
import * as tf from '@tensorflow/tfjs-core';
import { assertClose } from '../../helpers/assertClose.js';
import { assertSameOnThreads } from './assertSameOnThreads.js';
import { assertSums, referenceSum, type ReferenceSum } from './assertSums.js';
import { onSmallMemory } from './onSmallMemory.js';

/** A product and its operands as arrays; `shapeA` and `shapeB` are those that are passed, transposed where they say so. */
interface Case {
  batchA: number[];
  batchB: number[];
  m: number;
  k: number;
  n: number;
  transposeA: boolean;
  transposeB: boolean;
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** Numbers in (−2, 2), the same at every run. */
function numbers(size: number, seed: number): Float32Array {
  return Float32Array.from({ length: size }, (_, i) => 2 * Math.sin((i + 1) * 12.9898 * seed + seed));
}

const TRANSPOSITIONS = [
  [false, false],
  [false, true],
  [true, false],
  [true, true],
] as const;

function operandsOf({ batchA, batchB, m, k, n, transposeA, transposeB }: Case): [tf.Tensor, tf.Tensor] {
  const a = tf.tensor(numbers(sizeOf(batchA) * m * k, 1), [...batchA, ...(transposeA ? [k, m] : [m, k])]);
  const b = tf.tensor(numbers(sizeOf(batchB) * k * n, 5), [...batchB, ...(transposeB ? [n, k] : [k, n])]);
  return [a, b];
}

/** What a product's sums must be. */
function referencesOf(
  { batchA, batchB, m, k, n, transposeA, transposeB }: Case,
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

function check(of: Case): void {
  tf.tidy(() => {
    const [a, b] = operandsOf(of);
    const product = tf.matMul(a, b, of.transposeA, of.transposeB);
    assert.deepEqual(product.shape.slice(-2), [of.m, of.n]);
    assertSums(product, referencesOf(of, a.dataSync<'float32'>(), b.dataSync<'float32'>()));
  });
}

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
            // Sums of halves are exact.
            assertClose(tf.matMul(left, right, transposeA, transposeB), want, 0);
          });
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
