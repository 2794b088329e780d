import { assert } from 'chai';
import * as tf from '@tensorflow/tfjs-core';
import { assertClose, assertSameBits } from '../../helpers/assertClose.js';
import { assertSameOnThreads } from './assertSameOnThreads.js';
import { assertSums, referenceSum } from './assertSums.js';
import { onSmallMemory } from './onSmallMemory.js';
import { indexOf, valuesAt } from './valuesAt.js';

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** Numbers in (−2, 2), the same at every run. */
const numbers = (size: number): Float32Array =>
  Float32Array.from({ length: size }, (_, i) => 2 * Math.sin((i + 1) * 12.9898));

/** Shapes with the axes that are reduced: rows, columns, both, narrow and wide, joined and apart. */
const CASES: [shape: number[], axes: number[]][] = [
  [[1], [0]],
  [[7], [0]],
  [[1, 1, 1], [1]],
  [
    [3, 1, 5],
    [0, 1],
  ],
  [[37, 4], [1]],
  [[37, 4], [0]],
  [[41, 3], [0]],
  [[41, 33], [1]],
  [[23, 33], [0]],
  [[5, 300], [0]],
  [[6, 5, 3], [1]],
  [[3, 40, 70], [1]],
  [
    [4, 5, 3, 7],
    [0, 2],
  ],
  [
    [4, 5, 3, 7],
    [1, 3],
  ],
  [
    [2, 3, 2, 5, 2, 3],
    [0, 2, 4],
  ],
  [
    [2, 3, 2, 5, 2, 3],
    [1, 3, 5],
  ],
  [[2, 3, 2, 5, 2, 3], []],
  [[200_003], [0]],
  [[70_000, 3], [0]],
  [[3, 70_000], [1]],
  [[3_000, 70], [0]],
  [[7, 300, 100], [1]],
  [[66_000, 3], [1]],
  [[600, 200], [0]],
  [[45, 2_100], [0]],
  [[30_001, 20], [0]],
  [[26, 256], [1]],
  [[25, 333], [1]],
];

/** The numbers that make up each result, in order. */
function termsOf(values: ArrayLike<number>, shape: number[], axes: number[]): number[][] {
  const kept = shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
  const terms = Array.from({ length: sizeOf(kept) }, (): number[] => []);
  valuesAt(shape, (position) => {
    const to = position.map((at, axis) => (axes.includes(axis) ? 0 : at));
    return terms[indexOf(kept, to)].push(values[indexOf(shape, position)]);
  });
  return terms;
}

const nameOf = (shape: number[], axes: number[]): string => `[${shape.join(', ')}] over [${axes.join(', ')}]`;

describe('simd: reductions', () => {
  for (const [shape, axes] of CASES) {
    it(
      `reduces ${nameOf(shape, axes)}`,
      onSmallMemory(() => {
        const values = numbers(sizeOf(shape));
        const terms = termsOf(values, shape, axes);
        const whole = Int32Array.from(values, (value) => Math.round(value * 1000));
        const wholeTerms = termsOf(whole, shape, axes);
        const largest = (all: number[]): number => all.reduce((a, b) => Math.max(a, b));
        const smallest = (all: number[]): number => all.reduce((a, b) => Math.min(a, b));
        tf.tidy(() => {
          const x = tf.tensor(values, shape);
          const count = terms[0].length;
          const sum = tf.sum(x, axes, true);
          assert.deepEqual(
            sum.shape,
            shape.map((size, axis) => (axes.includes(axis) ? 1 : size)),
          );
          assertSums(sum, terms.map(referenceSum));
          assertSums(
            tf.mean(x, axes),
            terms.map((all) => referenceSum(all.map((value) => value / count))),
          );
          assertSameBits(tf.max(x, axes), terms.map(largest));
          assertSameBits(tf.min(x, axes), terms.map(smallest));
        });
        tf.tidy(() => {
          const x = tf.tensor(whole, shape, 'int32');
          const sum = tf.sum(x, axes);
          assert.equal(sum.dtype, 'int32');
          assertSameBits(
            sum,
            wholeTerms.map((all) => all.reduce((a, b) => a + b)),
          );
          assertSameBits(tf.max(x, axes), wholeTerms.map(largest));
          assertSameBits(tf.min(x, axes), wholeTerms.map(smallest));
        });
        tf.tidy(() => {
          // Rare enough that long results have none, and some have one.
          const flags = values.map((_, i) => Number(i % 97 === 5));
          const flagTerms = termsOf(flags, shape, axes);
          const x = tf.tensor(flags, shape, 'bool');
          const opposite = tf.tensor(
            flags.map((flag) => 1 - flag),
            shape,
            'bool',
          );
          assert.equal(tf.any(x).dtype, 'bool');
          assertSameBits(tf.any(x, axes), flagTerms.map(largest));
          assertSameBits(
            tf.all(opposite, axes),
            flagTerms.map((all) => 1 - largest(all)),
          );
          assertSameBits(tf.max(x, axes), flagTerms.map(largest));
          assertSameBits(tf.min(x, axes), flagTerms.map(smallest));
        });
      }),
    );

    it(
      `multiplies ${nameOf(shape, axes)}`,
      onSmallMemory(() => {
        // Near 1, so that products of many neither vanish nor explode: each rounding adds less than 2⁻⁵² of the result.
        const values = numbers(sizeOf(shape)).map((value) => 1 + value / 1000);
        const want = termsOf(values, shape, axes).map((all) => all.reduce((a, b) => a * b));
        tf.tidy(() => {
          const got = tf.prod(tf.tensor(values, shape), axes).dataSync();
          assert.equal(got.length, want.length);
          for (const [i, value] of got.entries()) assert.closeTo(value / want[i], 1, 2 ** -23 + 200_003 * 2 ** -52);
        });
      }),
    );
  }

  it(
    'sums that cancel, a million terms',
    onSmallMemory(
      () => {
        const half = numbers(500_000);
        const terms = [...half, ...half.map((value) => -value)];
        tf.tidy(() => {
          assertSums(tf.sum(tf.tensor1d(terms)), [referenceSum(terms)]);
          assertSums(
            tf.sum(tf.tensor2d(terms, [500_000, 2]), 0),
            [0, 1].map((column) => referenceSum(terms.filter((_, i) => i % 2 === column))),
          );
        });
      },
      32 * 2 ** 20,
    ),
  );

  it(
    'sums whose parts leave the range of float32',
    onSmallMemory(() => {
      const big = 3e38;
      for (const length of [4, 20, 300]) {
        const values = Float32Array.from({ length }, (_, i) => (i % 4 < 2 ? big : -big));
        tf.tidy(() => {
          assertSameBits(tf.sum(tf.tensor1d(values)), [0]);
          assertSameBits(tf.sum(tf.stack([tf.tensor1d(values), tf.tensor1d(values)], 1), 0), [0, 0]);
          const wide = tf.tile(tf.reshape(tf.tensor1d(values), [length, 1]), [1, 70]);
          assertSameBits(tf.sum(wide, 0), new Array<number>(70).fill(0));
        });
      }
    }),
  );

  it(
    'answers NaN for NaN wherever it stands, and infinities as they are',
    onSmallMemory(() => {
      for (const width of [1, 3, 4, 5, 8, 31, 40]) {
        for (const special of [NaN, Infinity, -Infinity]) {
          for (const at of new Set([0, 1, width >> 1, width - 1].filter((index) => index < width))) {
            const row = new Float32Array(width).fill(-3).fill(special, at, at + 1);
            const others = width === 1 ? [] : [-3];
            const want = (reduced: (...all: number[]) => number): number[] => {
              return [reduced(special, ...others), -3, -3, -3, reduced(special, ...others)];
            };
            const plain = new Float32Array(width).fill(-3);
            tf.tidy(() => {
              const x = tf.stack([row, plain, plain, plain, row].map((values) => tf.tensor1d(values)));
              assertSameBits(tf.max(x, 1), want(Math.max));
              assertSameBits(tf.min(x, 1), want(Math.min));
              assertSameBits(tf.max(tf.transpose(x), 0), want(Math.max));
              assertSameBits(tf.min(tf.transpose(x), 0), want(Math.min));
              const sums = [special, -3 * width, -3 * width, -3 * width, special];
              assertSameBits(tf.sum(x, 1), sums);
              assertSameBits(tf.sum(tf.transpose(x), 0), sums);
            });
          }
        }
      }
      tf.tidy(() => {
        assertSameBits(tf.sum(tf.tensor1d([Infinity, 1, -Infinity])), [NaN]);
        assertSameBits(tf.sum(tf.tensor1d([-0, -0])), [0]);
        assertSameBits(tf.max(tf.tensor1d([1e-45, 0])), [Math.fround(1e-45)]);
        assertSameBits(tf.prod(tf.tensor1d([NaN, 0])), [NaN]);
        assertSameBits(tf.prod(tf.tensor1d([Infinity, -2])), [-Infinity]);
      });
    }),
  );

  it(
    'keeps the last bits of sums of whole numbers, and their limits',
    onSmallMemory(() => {
      const [least, most] = [-(2 ** 31), 2 ** 31 - 1];
      tf.tidy(() => {
        const x = tf.tensor2d([most, most, least, least, -1, 0], [3, 2], 'int32');
        assertSameBits(tf.sum(x, 1), [-2, 0, -1]);
        assertSameBits(tf.sum(x, 0), [-2, -1]);
        assertSameBits(tf.max(x, 1), [most, least, 0]);
        assertSameBits(tf.min(x, 0), [least, least]);
        assertSameBits(tf.mean(x, 0), [Math.fround(-2 / 3), Math.fround(-1 / 3)]);
      });
    }),
  );

  it(
    'leaves what has no elements or no axes to the cpu kernels',
    onSmallMemory(() => {
      tf.tidy(() => {
        assertSameBits(tf.sum(tf.zeros([3, 0]), 1), [0, 0, 0]);
        assertSameBits(tf.sum(tf.zeros([0, 2]), 1), []);
        assertSameBits(tf.sum(tf.scalar(3)), [3]);
        assertSameBits(tf.prod(tf.tensor1d([2, 3], 'int32')), [6]);
        assertSameBits(tf.sum(tf.tensor1d([1, 0, 1], 'bool')), [2]);
        assert.throws(() => tf.sum(tf.zeros([2, 2]), 2), 'All values in axis param must be in range [-2, 2)');
      });
    }),
  );

  it(
    'looks at every number of a row, whatever its length',
    onSmallMemory(() => {
      for (let width = 29; width < 75; width++) {
        tf.tidy(() => {
          // One number of each row is apart from the others, at another place in each.
          const peaks = tf.eye(width);
          assertClose(tf.max(peaks, 1), new Array<number>(width).fill(1), 0);
          assertClose(tf.min(tf.neg(peaks), 1), new Array<number>(width).fill(-1), 0);
          assertClose(tf.sum(peaks, 1), new Array<number>(width).fill(1), 0);
          const holes = tf.where(tf.cast(peaks, 'bool'), NaN, peaks);
          for (const reduced of [tf.max(holes, 1), tf.min(holes, 1), tf.sum(holes, 1)]) {
            assertClose(reduced, new Array<number>(width).fill(NaN), 0);
          }
        });
      }
    }),
  );

  it(
    'adds rows whose sums leave the range of float32 on the way',
    onSmallMemory(() => {
      const row = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 3e38 : -3e38));
      row.sort((a, b) => b - a);
      tf.tidy(() => assertClose(tf.sum(tf.tensor2d([row, row, row, row, row]), 1), [0, 0, 0, 0, 0], 0));
    }),
  );

  it('is the same on any number of threads', () =>
    assertSameOnThreads(() => {
      const long = tf.tensor(numbers(600_000), [600, 1000]);
      const deep = tf.reshape(long, [20, 300, 100]);
      const narrow = tf.reshape(long, [200_000, 3]);
      // Parts of them are not as long as each other, and the last row has what is largest.
      const tall = tf.tensor(numbers(600_020).fill(3, -20), [30_001, 20]);
      return [long, deep, narrow, tall].flatMap((x) =>
        [undefined, 0, 1].flatMap((axis) => [tf.sum(x, axis), tf.mean(x, axis), tf.max(x, axis), tf.prod(x, axis)]),
      );
    }));
});

describe('simd: argMax and argMin', () => {
  it(
    'find the first of equals along any axis',
    onSmallMemory(() => {
      for (const [shape, axis] of [
        [[1], 0],
        [[9], 0],
        [[37, 4], 1],
        [[3, 50], 1],
        [[50, 3], 0],
        [[4, 70, 5], 1],
        [[5, 7, 66], 1],
        [[3, 2, 3, 2, 3, 2], 3],
        [[200_001], 0],
        [[3, 70_000], 1],
        [[9_000, 25], 1],
      ] as [number[], number][]) {
        // Few different values: many are equal.
        const values = numbers(sizeOf(shape)).map((value) => Math.round(value * 20));
        const terms = termsOf(values, shape, [axis]);
        for (const dtype of ['float32', 'int32'] as const) {
          tf.tidy(() => {
            const x = tf.tensor(values, shape, dtype);
            const found = tf.argMax(x, axis);
            assert.equal(found.dtype, 'int32');
            assertSameBits(
              found,
              terms.map((all) => all.indexOf(all.reduce((a, b) => Math.max(a, b)))),
            );
            assertSameBits(
              tf.argMin(x, axis),
              terms.map((all) => all.indexOf(all.reduce((a, b) => Math.min(a, b)))),
            );
          });
        }
      }
    }),
  );

  it(
    'pass over NaN, but answer 0 where it is the first, as cpu does',
    onSmallMemory(() => {
      const rows = [
        [1, NaN, 3, NaN, 3, 2, 0, 1, 2],
        [NaN, 1, 2, 3, 4, 5, 6, 7, 8],
        [-Infinity, NaN, -Infinity, -Infinity, -Infinity, -Infinity, -Infinity, -Infinity, -Infinity],
        [-0, 0, -0, 0, -0, 0, -0, 0, -0],
        [-5, -5, -5, -5, -5, -5, -5, -5, Infinity],
      ];
      const long = rows.map((row) => [...row, ...new Array<number>(60).fill(-9)]);
      tf.tidy(() => {
        assertSameBits(tf.argMax(tf.tensor2d(rows), 1), [2, 0, 0, 0, 8]);
        assertSameBits(tf.argMax(tf.transpose(tf.tensor2d(rows)), 0), [2, 0, 0, 0, 8]);
        assertSameBits(tf.argMax(tf.tensor2d(long), 1), [2, 0, 9, 0, 8]);
        assertSameBits(tf.argMin(tf.tensor2d(rows), 1), [6, 0, 0, 0, 0]);
      });
    }),
  );

  it('are the same on any number of threads', () =>
    assertSameOnThreads(() => {
      const x = tf.tensor(
        numbers(600_000).map((value) => Math.round(value * 50)),
        [600, 1000],
      );
      return [tf.argMax(x, 0), tf.argMin(x, 1), tf.argMax(tf.reshape(x, [-1])), tf.argMax(tf.reshape(x, [-1, 3]), 1)];
    }));
});
