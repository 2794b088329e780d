import * as tf from '@tensorflow/tfjs-core';
import { assertMoves } from './assertMoves.js';
import { onSmallMemory } from './onSmallMemory.js';

describe('simd: transpose', () => {
  for (const [shape, perm] of [
    [[], []],
    [[3], [0]],
    [
      [0, 3],
      [1, 0],
    ],
    [
      [4, 4],
      [1, 0],
    ],
    [
      [1, 9],
      [1, 0],
    ],
    [
      [3, 70],
      [1, 0],
    ],
    [
      [131, 67],
      [1, 0],
    ],
    [
      [5, 6, 7],
      [2, 1, 0],
    ],
    [
      [5, 16, 9],
      [0, 2, 1],
    ],
    [
      [3, 8, 4, 12],
      [0, 2, 1, 3],
    ],
    [
      [3, 8, 4, 12],
      [0, 1, 3, 2],
    ],
    [
      [3, 8, 4, 12],
      [3, 2, 1, 0],
    ],
    [
      [2, 3, 1, 4, 2],
      [4, 1, 2, 0, 3],
    ],
    [
      [2, 3, 2, 4, 2, 3],
      [5, 4, 3, 2, 1, 0],
    ],
    [
      [2, 3, 2, 4, 2, 3],
      [2, 3, 0, 1, 5, 4],
    ],
    [
      [450, 470],
      [1, 0],
    ],
  ] as [number[], number[]][]) {
    it(
      `of [${shape.join(', ')}] by [${perm.join(', ')}], numbers and bytes`,
      onSmallMemory(() => {
        const to = perm.map((axis) => shape[axis]);
        assertMoves(
          shape,
          to,
          (x) => tf.transpose(x, perm),
          (position) => shape.map((_, axis) => position[perm.indexOf(axis)]),
        );
      }),
    );
  }
});
