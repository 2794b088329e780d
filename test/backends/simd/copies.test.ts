import { assert } from 'chai';
import * as tf from '@tensorflow/tfjs-core';
import { assertSameBits } from '../../helpers/assertClose.js';
import { assertSameOnThreads } from './assertSameOnThreads.js';
import { assertMoves, example, TYPES } from './assertMoves.js';
import { onSmallMemory } from './onSmallMemory.js';
import { valuesAt } from './valuesAt.js';

describe('simd: parts of tensors', () => {
  it(
    'slices boxes of any rank',
    onSmallMemory(() => {
      for (const [shape, begin, size] of [
        [[5], [1], [3]],
        [
          [5, 7],
          [1, 2],
          [3, 1],
        ],
        [
          [5, 7],
          [0, 0],
          [0, 7],
        ],
        [
          [5, 40],
          [1, 3],
          [4, 35],
        ],
        [
          [4, 3, 5, 2],
          [1, 0, 2, 1],
          [2, 3, 3, 1],
        ],
        [
          [2, 3, 2, 3, 2, 3],
          [1, 1, 0, 1, 0, 2],
          [1, 2, 2, 1, 2, 1],
        ],
        [
          [300, 900],
          [1, 3],
          [298, 891],
        ],
      ] as [number[], number[], number[]][]) {
        assertMoves(
          shape,
          size,
          (x) => tf.slice(x, begin, size),
          (position) => position.map((at, axis) => at + begin[axis]),
        );
      }
      tf.tidy(() => {
        const x = tf.zeros([2, 2]);
        assert.throws(() => tf.slice(x, [1, 1], [1, 2]), 'begin[1] + size[1] (3) would overflow input.shape[1] (2)');
      });
    }),
  );

  it(
    'slices by steps, forwards and backwards',
    onSmallMemory(() => {
      assertMoves(
        [7, 5, 6],
        [3, 2, 5],
        (x) => tf.stridedSlice(x, [1, 4, 5], [7, 0, 0], [2, -2, -1]),
        ([i, j, k]) => [1 + 2 * i, 4 - 2 * j, 5 - k],
      );
      assertMoves(
        [7, 5, 6],
        [5, 6],
        (x) => tf.stridedSlice(x, [2, 0, 0], [3, 5, 6], [1, 1, 1], 0, 0, 0, 0, 1),
        ([j, k]) => [2, j, k],
      );
      assertMoves(
        [7, 5, 6],
        [5, 3],
        (x) => tf.stridedSlice(x, [2, 0, 1], [3, 5, 6], [1, 1, 2], 0, 0, 0, 0, 1),
        ([j, k]) => [2, j, 1 + 2 * k],
      );
      assertMoves(
        [7, 5],
        [7, 1, 5],
        (x) => tf.stridedSlice(x, [0, 0, 0], [7, 1, 5], [1, 1, 1], 0, 0, 0, 2),
        ([i, , k]) => [i, k],
      );
      assertMoves(
        [4, 6],
        [2, 3],
        (x) => tf.stridedSlice(x, [1, 3], [3, 6]),
        ([i, j]) => [1 + i, 3 + j],
      );
      tf.tidy(() => assert.deepEqual(tf.stridedSlice(tf.zeros([3, 3]), [2, 0], [1, 3], [1, 1]).shape, [0, 3]));
      tf.tidy(() => {
        assert.throws(() => tf.stridedSlice(tf.zeros([3]), [0], [3], [0]), 'strides[0] must be non-zero');
      });
    }),
  );

  it(
    'reverses any axes',
    onSmallMemory(() => {
      for (const axes of [[0], [1], [2], [0, 2], [0, 1, 2], []]) {
        for (const shape of [
          [3, 5, 4],
          [2, 1, 9],
        ]) {
          assertMoves(
            shape,
            shape,
            (x) => tf.reverse(x, axes),
            (position) => position.map((at, axis) => (axes.includes(axis) ? shape[axis] - 1 - at : at)),
          );
        }
      }
      tf.tidy(() => assertSameBits(tf.reverse(tf.scalar(2)), [2]));
    }),
  );

  it(
    'splits and unstacks',
    onSmallMemory(() => {
      for (const axis of [0, 1, 2]) {
        const shape = [3, 4, 6];
        const sizes = [
          [1, 2],
          [3, 0, 1],
          [2, 4],
        ][axis];
        for (const [part, size] of sizes.entries()) {
          const start = sizes.slice(0, part).reduce((sum, width) => sum + width, 0);
          assertMoves(
            shape,
            shape.with(axis, size),
            (x) => tf.split(x, sizes, axis)[part],
            (position) => position.with(axis, position[axis] + start),
          );
        }
        for (const i of [0, shape[axis] - 1]) {
          assertMoves(
            shape,
            shape.toSpliced(axis, 1),
            (x) => tf.unstack(x, axis - 3)[i],
            (position) => position.toSpliced(axis, 0, i),
          );
        }
      }
    }),
  );
});

describe('simd: tensors side by side', () => {
  it(
    'concatenates and stacks along any axis',
    onSmallMemory(() => {
      for (const axis of [0, 1, 2]) {
        const shape = [3, 2, 5];
        assertMoves(
          shape,
          shape.with(axis, 2 * shape[axis]),
          (x) => tf.concat([x, tf.slice(x, [0, 0, 0], shape.with(axis, 0)), tf.reverse(x, axis)], axis),
          (position) => {
            const at = position[axis];
            return position.with(axis, at < shape[axis] ? at : 2 * shape[axis] - 1 - at);
          },
        );
      }
      for (const axis of [0, 1, 2]) {
        assertMoves(
          [3, 7],
          [3, 7].toSpliced(axis, 0, 2),
          (x) => tf.stack([x, tf.reverse(x, 1)], axis),
          (position) => {
            const [i, j] = position.toSpliced(axis, 1);
            return [i, position[axis] === 0 ? j : 6 - j];
          },
        );
      }
      tf.tidy(() => {
        assertSameBits(tf.stack([tf.scalar(1), tf.scalar(2)]), [1, 2]);
        assertSameBits(tf.stack([tf.tensor1d([3, 4])], 1), [3, 4]);
        assert.throws(() => tf.concat([tf.zeros([2, 2]), tf.zeros([3, 3])], 1), 'does not match');
      });
    }),
  );

  it(
    'repeats along any axes',
    onSmallMemory(() => {
      for (const [shape, reps] of [
        [[3], [4]],
        [[1], [33]],
        [[3], [0]],
        [
          [2, 5],
          [3, 1],
        ],
        [
          [2, 5],
          [1, 3],
        ],
        [
          [2, 1],
          [2, 9],
        ],
        [
          [2, 1, 3, 2, 1, 2],
          [2, 3, 1, 2, 3, 2],
        ],
        [
          [300, 7],
          [2, 50],
        ],
      ] as [number[], number[]][]) {
        assertMoves(
          shape,
          shape.map((size, axis) => size * reps[axis]),
          (x) => tf.tile(x, reps),
          (position) => position.map((at, axis) => at % shape[axis]),
        );
      }
    }),
  );
});

describe('simd: padding', () => {
  const cases: [number[], [number, number][]][] = [
    [[3], [[2, 1]]],
    [
      [3, 4],
      [
        [0, 0],
        [1, 2],
      ],
    ],
    [
      [3, 4],
      [
        [2, 1],
        [0, 0],
      ],
    ],
    [
      [3, 4, 5],
      [
        [1, 2],
        [0, 1],
        [2, 0],
      ],
    ],
    [
      [2, 3, 2, 3],
      [
        [0, 1],
        [1, 1],
        [1, 0],
        [2, 2],
      ],
    ],
  ];

  it(
    'puts a number around any rank',
    onSmallMemory(() => {
      for (const [shape, paddings] of cases) {
        for (const dtype of TYPES) {
          const constant = dtype === 'bool' ? 1 : -7;
          tf.tidy(() => {
            const { x, at } = example(shape, dtype);
            const got = tf.pad(x, paddings, constant);
            const to = shape.map((size, axis) => size + paddings[axis][0] + paddings[axis][1]);
            assert.deepEqual(got.shape, to);
            assertSameBits(
              got,
              valuesAt(to, (position) => {
                const inside = position.map((place, axis) => place - paddings[axis][0]);
                return inside.every((place, axis) => place >= 0 && place < shape[axis]) ? at(inside) : constant;
              }),
            );
          });
        }
      }
      tf.tidy(() => {
        assertSameBits(tf.pad(tf.zeros([0]), [[1, 2]], 0.5), [0.5, 0.5, 0.5]);
        assertSameBits(tf.pad(tf.tensor1d([1, 2]), [[0, 0]]), [1, 2]);
        assertSameBits(tf.pad(tf.tensor1d([1]), [[1, 1]], NaN), [NaN, 1, NaN]);
      });
    }),
  );

  it(
    'mirrors at the edges, with them and without',
    onSmallMemory(() => {
      for (const [shape, paddings] of cases) {
        for (const mode of ['reflect', 'symmetric'] as const) {
          const edge = mode === 'reflect' ? 1 : 0;
          const fit = paddings.map((widths, axis) => widths.map((width) => Math.min(width, shape[axis] - edge)));
          assertMoves(
            shape,
            shape.map((size, axis) => size + fit[axis][0] + fit[axis][1]),
            (x) => tf.mirrorPad(x, fit as [number, number][], mode),
            (position) =>
              position.map((place, axis) => {
                const inside = place - fit[axis][0];
                if (inside < 0) return -inside - 1 + edge;
                return inside < shape[axis] ? inside : 2 * shape[axis] - 1 - edge - inside;
              }),
          );
        }
      }
    }),
  );
});

describe('simd: copies on threads', () => {
  it('are the same on any number of them', () =>
    assertSameOnThreads(() => {
      const shape = [8, 100, 260];
      const x = tf.tensor(
        Float32Array.from({ length: 208_000 }, (_, i) => i),
        shape,
      );
      const flags = tf.tensor(
        Uint8Array.from({ length: 208_000 }, (_, i) => (i % 7 === 0 ? 1 : 0)),
        shape,
        'bool',
      );
      return [
        ...[x, flags].flatMap((each) => [tf.transpose(each, [2, 1, 0]), tf.slice(each, [1, 1, 1], [6, 98, 258])]),
        tf.transpose(x, [1, 0, 2]),
        tf.reverse(x, [0, 2]),
        tf.concat([x, x], 2),
        tf.stack([x, x], 3),
        tf.tile(x, [1, 2, 1]),
        tf.pad(
          x,
          shape.map(() => [1, 1]),
        ),
        tf.cumsum(x, 1),
        tf.cumsum(x, 2),
      ];
    }));
});
