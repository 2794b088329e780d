import { assert } from 'chai';
import * as tf from '@tensorflow/tfjs-core';
import { assertClose } from '../../helpers/assertClose.js';
import { assertSums, referenceSum, type ReferenceSum } from './assertSums.js';
import { assertUnits } from './assertUnits.js';
import { erf } from './erf.js';
import { onSmallMemory } from './onSmallMemory.js';

/** Numbers in (−2, 2), the same at every run. */
function numbers(size: number, seed = 1): Float32Array {
  return Float32Array.from({ length: size }, (_, i) => 2 * Math.sin((i + 1) * 12.9898 * seed + seed));
}

const SPECIAL = [
  0,
  -0,
  1,
  -1,
  NaN,
  Infinity,
  -Infinity,
  1e-40,
  -1e-40,
  3.4e38,
  -3.4e38,
  88.7,
  -87.4,
  -100,
  -104,
  0.625,
  1e-6,
];
const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

const UNARY: [string, (x: tf.Tensor) => tf.Tensor, (x: number) => number][] = [
  ['abs', tf.abs, Math.abs],
  ['erf', tf.erf, erf],
  ['exp', tf.exp, Math.exp],
  ['neg', tf.neg, (x) => -x],
  ['reciprocal', tf.reciprocal, (x) => 1 / x],
  ['relu', tf.relu, (x) => Math.max(x, 0)],
  ['rsqrt', tf.rsqrt, (x) => 1 / Math.sqrt(x)],
  ['sqrt', tf.sqrt, Math.sqrt],
  ['square', tf.square, (x) => x * x],
  ['tanh', tf.tanh, Math.tanh],
];

const BINARY: [string, (a: tf.Tensor, b: tf.Tensor) => tf.Tensor, (a: number, b: number) => number][] = [
  ['add', tf.add, (a, b) => a + b],
  ['sub', tf.sub, (a, b) => a - b],
  ['mul', tf.mul, (a, b) => a * b],
  ['div', tf.div, (a, b) => a / b],
  ['maximum', tf.maximum, Math.max],
  ['minimum', tf.minimum, Math.min],
  ['squaredDifference', tf.squaredDifference, (a, b) => Math.fround(a - b) ** 2],
];

describe('simd: functions of each element', () => {
  for (const [name, op, exact] of UNARY) {
    it(
      `${name} is within 4 units in the last place, at every length of the last vector`,
      onSmallMemory(() => {
        const dense = Array.from({ length: 2001 }, (_, i) => Math.fround((i - 1000) * 0.11));
        for (const values of [dense, SPECIAL, ...[0, 1, 2, 3, 4, 5].map((length) => dense.slice(0, length))]) {
          const rounded = [...Float32Array.from(values)];
          tf.tidy(() => assertUnits(op(tf.tensor1d(rounded)), rounded.map(exact), 4));
        }
      }),
    );
  }
});

describe('simd: arithmetic on two tensors', () => {
  const shapes: [number[], number[], number[]][] = [
    [[5], [5], [5]],
    [[], [7], [7]],
    [[3, 7], [], [3, 7]],
    [[3, 7], [7], [3, 7]],
    [
      [3, 1],
      [1, 5],
      [3, 5],
    ],
    [
      [2, 1, 3, 1, 2, 1],
      [1, 4, 1, 5, 2, 3],
      [2, 4, 3, 5, 2, 3],
    ],
    [[2, 0], [1], [2, 0]],
    [[1, 1], [1], [1, 1]],
  ];
  for (const [name, op, exact] of BINARY) {
    it(
      `${name} broadcasts, and knows every pair of special numbers`,
      onSmallMemory(() => {
        for (const [shapeA, shapeB, shape] of shapes) {
          const [a, b] = [numbers(sizeOf(shapeA)), numbers(sizeOf(shapeB), 3)];
          const at = (values: Float32Array, from: number[], position: number[]): number => {
            const own = position.slice(position.length - from.length);
            return values[from.reduce((index, size, i) => index * size + (size === 1 ? 0 : own[i]), 0)];
          };
          const want = Array.from({ length: sizeOf(shape) }, (_, i) => {
            const position = shape.map((size, axis) => Math.floor(i / sizeOf(shape.slice(axis + 1))) % size);
            return exact(at(a, shapeA, position), at(b, shapeB, position));
          });
          tf.tidy(() => {
            const got = op(tf.tensor(a, shapeA), tf.tensor(b, shapeB));
            assert.deepEqual(got.shape, shape);
            assertUnits(got, want, 4);
          });
        }
        const special = [...Float32Array.from(SPECIAL)];
        const want = special.flatMap((x) => special.map((y) => exact(x, y)));
        tf.tidy(() => assertUnits(op(tf.tensor2d(special, [special.length, 1]), tf.tensor1d(special)), want, 4));
      }),
    );
  }
});

describe('simd: matMul', () => {
  const cases: [number[], number[]][] = [
    [[], []],
    [[3], [3]],
    [[3], [1]],
    [
      [2, 1],
      [1, 3],
    ],
    [
      [2, 3],
      [2, 1],
    ],
  ];
  for (const [transposeA, transposeB] of [
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ]) {
    it(
      `${transposeA ? 'aᵀ' : 'a'} · ${transposeB ? 'bᵀ' : 'b'}, tiles with every edge, batches that broadcast`,
      onSmallMemory(() => {
        for (const [m, k, n] of [
          [1, 1, 1],
          [4, 8, 8],
          [5, 7, 9],
          [3, 514, 13],
          [12, 3, 24],
        ]) {
          for (const [batchA, batchB] of m === 5 ? cases : cases.slice(0, 1)) {
            const [a, b] = [numbers(sizeOf(batchA) * m * k), numbers(sizeOf(batchB) * k * n, 5)];
            const batch = Array.from({ length: Math.max(batchA.length, batchB.length) }, (_, i) =>
              Math.max(batchA[i] ?? 1, batchB[i] ?? 1),
            );
            const matrixOf = (from: number[], index: number): number =>
              from.reduce((at, size, axis) => {
                const own = Math.floor(index / sizeOf(batch.slice(axis + 1))) % batch[axis];
                return at * size + (size === 1 ? 0 : own);
              }, 0);
            const want: ReferenceSum[] = [];
            for (let z = 0; z < sizeOf(batch); z++) {
              const [za, zb] = [matrixOf(batchA, z) * m * k, matrixOf(batchB, z) * k * n];
              for (let i = 0; i < m * n; i++) {
                const [row, column] = [Math.floor(i / n), i % n];
                const terms = Array.from({ length: k }, (_, l) => {
                  const left = a[za + (transposeA ? l * m + row : row * k + l)];
                  return left * b[zb + (transposeB ? column * k + l : l * n + column)];
                });
                want.push(referenceSum(terms));
              }
            }
            tf.tidy(() => {
              const left = tf.tensor(a, [...batchA, ...(transposeA ? [k, m] : [m, k])]);
              const right = tf.tensor(b, [...batchB, ...(transposeB ? [n, k] : [k, n])]);
              assertSums(tf.matMul(left, right, transposeA, transposeB), want);
            });
          }
        }
      }),
    );
  }

  it(
    'keeps NaN and infinities in their rows and columns, and sums nothing to 0',
    onSmallMemory(() => {
      tf.tidy(() => {
        const product = tf.matMul(tf.tensor2d([NaN, 1, Infinity, 1, 1, 1], [3, 2]), tf.ones([2, 9]));
        const rows = [NaN, Infinity, 2].flatMap((value) => new Array<number>(9).fill(value));
        assertClose(product, rows, 0);
        assertClose(tf.matMul(tf.zeros([2, 0]), tf.zeros([0, 3])), new Array<number>(6).fill(0), 0);
      });
    }),
  );
});

describe('simd: sums, means and softmax', () => {
  const shape = [2, 3, 1, 5, 2, 7];
  for (const axes of [[5], [0], [0, 1, 2, 3, 4, 5], [1, 4], [0, 5], [2], [3, 4, 5], [0, 1, 2, 3, 4]]) {
    it(
      `sum and mean over axes ${axes.join(', ')} of six`,
      onSmallMemory(() => {
        const values = numbers(sizeOf(shape));
        const kept = shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
        const terms = Array.from({ length: sizeOf(kept) }, (): number[] => []);
        for (const [i, value] of values.entries()) {
          const to = kept.reduce((index, size, axis) => {
            const own = Math.floor(i / sizeOf(shape.slice(axis + 1))) % shape[axis];
            return index * size + (size === 1 ? 0 : own);
          }, 0);
          terms[to].push(value);
        }
        const count = terms[0].length;
        tf.tidy(() => {
          const x = tf.tensor(values, shape);
          assertSums(tf.sum(x, axes, true), terms.map(referenceSum));
          const parts = terms.map((all) => referenceSum(all.map((value) => value / count)));
          const mean = tf.mean(x, axes);
          assertSums(mean, parts);
          assert.deepEqual(
            mean.shape,
            shape.filter((_, axis) => !axes.includes(axis)),
          );
        });
      }),
    );
  }

  it(
    'sums of nothing, NaN and infinities',
    onSmallMemory(() => {
      tf.tidy(() => {
        assertClose(tf.sum(tf.zeros([3, 0]), 1), [0, 0, 0], 0);
        assertClose(
          tf.sum(tf.tensor2d([1, NaN, Infinity, 1, Infinity, -Infinity], [3, 2]), 1),
          [NaN, Infinity, NaN],
          0,
        );
      });
    }),
  );

  it(
    'softmax of rows of every length, with exact zeros, NaN where cpu says so',
    onSmallMemory(() => {
      for (const width of [1, 2, 3, 4, 5, 31]) {
        const values = numbers(3 * width).map((value) => value * 20);
        const want = [0, 1, 2].flatMap((row) => {
          const exps = [...values.subarray(row * width, (row + 1) * width)].map((value) => Math.exp(value));
          const sum = exps.reduce((a, b) => a + b);
          return exps.map((value) => value / sum);
        });
        // The difference to the largest logit is rounded: up to 80 by half a unit of 64, 4e-6 of the result.
        tf.tidy(() => assertClose(tf.softmax(tf.tensor2d(values, [3, width])), want, 4e-6));
      }
      tf.tidy(() => {
        const x = tf.tensor2d([0, -Infinity, 0, -Infinity, -Infinity, -Infinity, 1, Infinity, 2, NaN, 0, 1], [4, 3]);
        const nothing = [NaN, NaN, NaN];
        assertClose(tf.softmax(x), [0.5, 0, 0.5, ...nothing, ...nothing, ...nothing], 0);
      });
    }),
  );
});

describe('simd: copies', () => {
  it(
    'transposes six axes, whole numbers and floats',
    onSmallMemory(() => {
      const shape = [2, 3, 1, 4, 2, 3];
      for (const perm of [
        [5, 4, 3, 2, 1, 0],
        [0, 1, 2, 3, 5, 4],
        [3, 0, 1, 5, 2, 4],
        [1, 0, 2, 3, 4, 5],
      ]) {
        const to = perm.map((axis) => shape[axis]);
        const want = Array.from({ length: sizeOf(to) }, (_, i) => {
          const position = new Array<number>(6);
          for (const [axis, from] of perm.entries())
            position[from] = Math.floor(i / sizeOf(to.slice(axis + 1))) % to[axis];
          return shape.reduce((index, size, axis) => index * size + position[axis], 0);
        });
        for (const dtype of ['float32', 'int32'] as const) {
          tf.tidy(() => assertClose(tf.transpose(tf.tensor([...want.keys()], shape, dtype), perm), want, 0));
        }
      }
    }),
  );

  it(
    'slices, splits and joins along any axis',
    onSmallMemory(() => {
      tf.tidy(() => {
        const x = tf.tensor3d(numbers(2 * 5 * 3), [2, 5, 3]);
        for (const axis of [0, 1, 2]) {
          const sizes = axis === 1 ? [2, 0, 3] : axis === 0 ? [1, 1] : [2, 1];
          const parts = tf.split(x, sizes, axis);
          assert.deepEqual(
            parts.map((part) => part.shape[axis]),
            sizes,
          );
          assertClose(tf.concat(parts, axis), x, 0);
        }
        const want = [1, 2].flatMap((row) => [1, 2].map((column) => x.dataSync()[15 + row * 3 + column]));
        assertClose(tf.slice(x, [1, 1, 1], [1, 2, 2]), want, 0);
      });
    }),
  );

  it(
    'repeats axes of size 1',
    onSmallMemory(() => {
      tf.tidy(() => {
        const x = tf.tensor3d([1, 2, 3, 4], [2, 1, 2]);
        assertClose(tf.tile(x, [1, 3, 1]), [1, 2, 1, 2, 1, 2, 3, 4, 3, 4, 3, 4], 0);
        assertClose(tf.tile(tf.tensor2d([5], [1, 1], 'int32'), [2, 3]), [5, 5, 5, 5, 5, 5], 0);
        assertClose(tf.tile(x, [1, 1, 2]), [1, 2, 1, 2, 3, 4, 3, 4], 0);
      });
    }),
  );

  it(
    'gathers along any axis, and refuses what is out of range',
    onSmallMemory(() => {
      tf.tidy(() => {
        const x = tf.tensor3d([...new Array(24).keys()], [2, 3, 4]);
        const ids = tf.tensor1d([2, 0, 2], 'int32');
        const rows = [2, 0, 2];
        const inner = [0, 1].flatMap((i) => [0, 1, 2].flatMap((j) => rows.map((k) => i * 12 + j * 4 + k)));
        const middle = [0, 1].flatMap((i) => rows.flatMap((j) => [0, 1, 2, 3].map((k) => i * 12 + j * 4 + k)));
        assertClose(tf.gather(x, ids, 2), inner, 0);
        assertClose(tf.gather(x, ids, 1), middle, 0);
        const nested = tf.gather(x, tf.tensor2d([1, 0], [1, 2], 'int32'));
        assert.deepEqual(nested.shape, [1, 2, 3, 4]);
        assertClose(
          nested,
          [1, 0].flatMap((i) => [...new Array(12).keys()].map((j) => i * 12 + j)),
          0,
        );
        assert.throws(() => tf.gather(x, ids), 'GatherV2: the index value 2 is not in [0, 1]');
      });
    }),
  );

  it(
    'sums rows by their ids, without those out of range',
    onSmallMemory(() => {
      tf.tidy(() => {
        const values = numbers(6 * 5);
        const ids = [2, 0, 2, -1, 3, 2];
        const want = [0, 1, 2].flatMap((id) =>
          [0, 1, 2, 3, 4].map((column) =>
            referenceSum(ids.flatMap((own, row) => (own === id ? [values[row * 5 + column]] : []))),
          ),
        );
        assertSums(tf.unsortedSegmentSum(tf.tensor2d(values, [6, 5]), tf.tensor1d(ids, 'int32'), 3), want);
      });
    }),
  );
});
