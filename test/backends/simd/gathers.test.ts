import { assert } from 'chai';
import * as tf from '@tensorflow/tfjs-core';
import { assertSameBits } from '../../helpers/assertClose.js';
import { assertSameOnThreads } from './assertSameOnThreads.js';
import { onSmallMemory } from './onSmallMemory.js';
import { valuesAt } from './valuesAt.js';

const TYPES = ['float32', 'int32', 'bool'] as const;
const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** Different numbers, or 0 and 1 without an order. */
const example = (shape: number[], dtype: (typeof TYPES)[number]): tf.Tensor => {
  const values = Array.from({ length: sizeOf(shape) }, (_, i) => (dtype === 'bool' ? Number(Math.sin(i * i) > 0) : i));
  return tf.tensor(values, shape, dtype);
};

/** Numbers in (−2, 2), the same at every run. */
const numbers = (size: number): Float32Array =>
  Float32Array.from({ length: size }, (_, i) => 2 * Math.sin((i + 1) * 12.9898));

/** Whole numbers from 0 to before `end`, without an order. */
const ids = (size: number, end: number): number[] =>
  Array.from({ length: size }, (_, i) => Math.floor(Math.abs(Math.sin((i + 1) * 78.233)) * 1e6) % end);

describe('simd: gather', () => {
  it(
    'takes rows of any type and width along any axis',
    onSmallMemory(() => {
      for (const width of [1, 2, 3, 4, 5, 17, 200]) {
        for (const dtype of TYPES) {
          tf.tidy(() => {
            const x = example([3, 6, width], dtype);
            const values = x.dataSync();
            const list = ids(8, 6);
            const got = tf.gather(x, tf.tensor2d(list, [2, 4], 'int32'), 1);
            assert.deepEqual(got.shape, [3, 2, 4, width]);
            assert.equal(got.dtype, dtype);
            assertSameBits(
              got,
              valuesAt([3, 8, width], ([i, j, k]) => values[(i * 6 + list[j]) * width + k]),
            );
          });
        }
      }
      tf.tidy(() => {
        const x = example([3, 6], 'float32');
        const none = tf.tensor1d([], 'int32');
        assert.deepEqual(tf.gather(x, none).shape, [0, 6]);
        assertSameBits(tf.gather(x, tf.scalar(2, 'int32')), [12, 13, 14, 15, 16, 17]);
      });
    }),
  );

  it(
    'takes a list of ids for each table of a batch',
    onSmallMemory(() => {
      for (const dtype of TYPES) {
        tf.tidy(() => {
          const x = example([2, 3, 4, 5], dtype);
          const values = x.dataSync();
          const list = ids(6, 4);
          const got = tf.gather(x, tf.tensor2d(list, [2, 3], 'int32'), 2, 1);
          assert.deepEqual(got.shape, [2, 3, 3, 5]);
          assertSameBits(
            got,
            valuesAt([2, 3, 3, 5], ([b, o, j, k]) => values[((b * 3 + o) * 4 + list[b * 3 + j]) * 5 + k]),
          );
        });
      }
    }),
  );

  it(
    'throws for an id out of range, wherever it stands, and leaves nothing behind',
    onSmallMemory(() => {
      for (const bad of [-1, 6, 2 ** 31 - 1, -(2 ** 31)]) {
        for (const width of [1, 7]) {
          tf.tidy(() => {
            const x = example([6, width], 'float32');
            const list = tf.tensor1d([0, 5, bad, 1], 'int32');
            assert.throws(() => tf.gather(x, list), `GatherV2: the index value ${bad} is not in [0, 5]`);
          });
        }
      }
    }),
  );

  it(
    'gatherND takes slices by positions',
    onSmallMemory(() => {
      for (const dtype of TYPES) {
        tf.tidy(() => {
          const x = example([4, 5, 3], dtype);
          const values = x.dataSync();
          const positions = [3, 4, 0, 0, 2, 1];
          const pairs = tf.tensor3d(positions, [1, 3, 2], 'int32');
          const got = tf.gatherND(x, pairs);
          assert.deepEqual(got.shape, [1, 3, 3]);
          assert.equal(got.dtype, dtype);
          assertSameBits(
            got,
            valuesAt([3, 3], ([i, k]) => values[(positions[2 * i] * 5 + positions[2 * i + 1]) * 3 + k]),
          );
          const whole = tf.gatherND(x, tf.tensor2d([1, 2, 0, 3, 4, 2], [2, 3], 'int32'));
          assertSameBits(whole, [values[21], values[59]]);
        });
      }
      tf.tidy(() => {
        const x = example([4, 5], 'float32');
        const outside = tf.tensor2d([0, 0, 4, 0], [2, 2], 'int32');
        assert.throws(() => tf.gatherND(x, outside), 'Invalid indices: 4,0 does not index into 4,5');
        assert.throws(() => tf.gatherND(x, tf.tensor2d([2 ** 30, 2 ** 30], [1, 2], 'int32')), 'Invalid indices');
      });
    }),
  );
});

describe('simd: scatter', () => {
  /** The rows of a table that updates were added to, or laid over, in their order, with float32 rounding. */
  const scattered = (table: number[], width: number, rows: number[], updates: number[], adds: boolean): number[] => {
    const result = [...table];
    for (const [i, row] of rows.entries()) {
      for (let k = 0; k < width; k++) {
        const to = row * width + k;
        result[to] = adds ? Math.fround(result[to] + updates[i * width + k]) : updates[i * width + k];
      }
    }
    return result;
  };

  it(
    'scatterND adds to zeros in the order of the updates',
    onSmallMemory(() => {
      for (const width of [1, 3, 4, 37]) {
        tf.tidy(() => {
          const rows = ids(50, 9);
          const updates = [...numbers(50 * width)];
          const list = tf.tensor2d(rows, [50, 1], 'int32');
          const zeros = new Array<number>(9 * width).fill(0);
          const got = tf.scatterND(list, tf.tensor2d(updates, [50, width]), [9, width]);
          assertSameBits(got, scattered(zeros, width, rows, updates, true));
          const whole = updates.map((value) => Math.round(value * 100) + 0);
          const sums = tf.scatterND(list, tf.tensor2d(whole, [50, width], 'int32'), [9, width]);
          assert.equal(sums.dtype, 'int32');
          // Whole numbers far below 2²⁴: float32 rounds none.
          assertSameBits(sums, scattered(zeros, width, rows, whole, true));
        });
      }
      tf.tidy(() => {
        const pairs = tf.tensor2d([0, 1, 2, 2, 0, 1], [3, 2], 'int32');
        assertSameBits(tf.scatterND(pairs, tf.tensor1d([1, 2, 4]), [3, 3]), [0, 5, 0, 0, 0, 0, 0, 0, 2]);
        const outside = tf.tensor2d([3, 0], [1, 2], 'int32');
        assert.throws(() => tf.scatterND(outside, tf.tensor1d([1]), [3, 3]), 'Invalid indices: 3,0');
      });
    }),
  );

  it(
    'tensorScatterUpdate lays the last of several over what was there',
    onSmallMemory(() => {
      for (const width of [1, 3, 4, 37]) {
        tf.tidy(() => {
          const rows = ids(20, 9);
          const updates = [...numbers(20 * width)];
          const table = [...numbers(9 * width)].map((value) => value + 10).map(Math.fround);
          const [x, list] = [tf.tensor2d(table, [9, width]), tf.tensor2d(rows, [20, 1], 'int32')];
          const got = tf.tensorScatterUpdate(x, list, tf.tensor2d(updates, [20, width]));
          assertSameBits(got, scattered(table, width, rows, updates, false));
          assertSameBits(x, table);
        });
      }
      tf.tidy(() => {
        const flags = tf.tensor1d([0, 0, 0], 'bool');
        const list = tf.tensor2d([2], [1, 1], 'int32');
        assertSameBits(tf.tensorScatterUpdate(flags, list, tf.tensor1d([1], 'bool')), [0, 0, 1]);
        const outside = tf.tensor2d([-1], [1, 1], 'int32');
        assert.throws(() => tf.tensorScatterUpdate(flags, outside, tf.tensor1d([1], 'bool')), 'Invalid indices: -1');
      });
    }),
  );

  it(
    'unsortedSegmentSum adds rows in their order, NaN only to their own segment',
    onSmallMemory(() => {
      for (const width of [1, 3, 5, 64, 130]) {
        tf.tidy(() => {
          const rows = [...ids(60, 7), -1, 7, 2 ** 31 - 1];
          const updates = [...numbers(63 * width)];
          updates[5 * width] = NaN;
          const inside = rows.map((row, i) => ({ row, i })).filter(({ row }) => row >= 0 && row < 7);
          const zeros = new Array<number>(7 * width).fill(0);
          const kept = inside.flatMap(({ i }) => updates.slice(i * width, (i + 1) * width));
          const own = inside.map(({ row }) => row);
          const got = tf.unsortedSegmentSum(tf.tensor2d(updates, [63, width]), tf.tensor1d(rows, 'int32'), 7);
          assertSameBits(got, scattered(zeros, width, own, kept, true));
        });
      }
      tf.tidy(() => {
        const x = tf.tensor2d([2 ** 31 - 1, 5, 1, 6], [2, 2], 'int32');
        assertSameBits(tf.unsortedSegmentSum(x, tf.tensor1d([0, 0], 'int32'), 2), [-(2 ** 31), 11, 0, 0]);
        assertSameBits(tf.unsortedSegmentSum(tf.zeros([0, 2]), tf.tensor1d([], 'int32'), 2), [0, 0, 0, 0]);
        const none = tf.unsortedSegmentSum(tf.ones([2, 0]), tf.tensor1d([0, 1], 'int32'), 2);
        assert.deepEqual(none.shape, [2, 0]);
      });
    }),
  );
});

describe('simd: oneHot', () => {
  it(
    'is on where the id says, for any depth and type',
    onSmallMemory(() => {
      const list = [3, 0, -1, 2, 64, 65, 1, -(2 ** 31)];
      for (const depth of [2, 3, 4, 65]) {
        for (const dtype of TYPES) {
          for (const [on, off] of dtype === 'bool'
            ? [
                [1, 0],
                [0, 1],
              ]
            : [
                [1, 0],
                [5, -2],
              ]) {
            tf.tidy(() => {
              const got = tf.oneHot(tf.tensor2d(list, [2, 4], 'int32'), depth, on, off, dtype);
              assert.deepEqual(got.shape, [2, 4, depth]);
              assert.equal(got.dtype, dtype);
              assertSameBits(
                got,
                list.flatMap((id) => Array.from({ length: depth }, (_, i) => (i === id ? on : off))),
              );
            });
          }
        }
      }
      tf.tidy(() => {
        const fractions = tf.oneHot(tf.tensor1d([1], 'int32'), 2, 0.1, -0.3, 'float32');
        assertSameBits(fractions, [Math.fround(-0.3), Math.fround(0.1)]);
      });
    }),
  );
});

describe('simd: gathers and scatters on threads', () => {
  it('are the same on any number of them', () =>
    assertSameOnThreads(() => {
      const x = tf.tensor(numbers(256_000), [2_000, 128]);
      const list = tf.tensor1d(ids(2_000, 1_000), 'int32');
      const positions = tf.reshape(list, [2_000, 1]);
      const many = tf.tensor1d(ids(140_000, 1_000), 'int32');
      const narrow = tf.tensor(numbers(280_000), [140_000, 2]);
      return [
        tf.gather(x, list),
        tf.gather(x, tf.slice(list, [0], [1_500]), 0),
        tf.gather(tf.transpose(x), list, 1),
        tf.gatherND(x, positions),
        tf.scatterND(positions, x, [1_000, 128]),
        tf.tensorScatterUpdate(x, positions, x),
        tf.unsortedSegmentSum(x, list, 5_000),
        tf.unsortedSegmentSum(narrow, many, 1_000),
        tf.oneHot(list, 130),
      ];
    }));
});
