import { assert } from 'chai';
import { alignLeading } from '../../src/engine/alignLeading.js';

describe('alignLeading', () => {
  it('adds axes of size 1 behind those given, and drops one of size 1 too many', () => {
    const align = (shape: number[]): number[] => alignLeading('f', 'weight', shape, [2, 3]);
    assert.deepEqual([[], [2], [1], [2, 3], [1, 3], [2, 3, 1]].map(align), [
      [1, 1],
      [2, 1],
      [1, 1],
      [2, 3],
      [1, 3],
      [2, 3],
    ]);
    assert.deepEqual(alignLeading('f', 'weight', [1], []), []);
  });

  it('refuses sizes that would broadcast from the back, or not at all', () => {
    for (const shape of [[3], [2, 2], [2, 3, 2], [1, 2, 3]]) {
      assert.throws(
        () => alignLeading('f', 'weight', shape, [2, 3]),
        `f: weight must have the first sizes of [2, 3], or 1, got [${shape.join(', ')}]`,
      );
    }
  });
});
