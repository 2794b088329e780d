import { tensor, tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { checkAxes, normAlong } from '../../src/constraints/normAlong.js';
import { assertTensorsClose } from '../helpers/assertClose.js';

describe('normAlong', () => {
  it('keeps the axes it sums over at size 1', () => {
    const x = tensor([3, 5, 4, 12], [2, 2]);
    for (const [axis, values, shape] of [
      [0, [5, 13], [1, 2]],
      [-1, [Math.sqrt(34), Math.sqrt(160)], [2, 1]],
      [[0, 1], [Math.sqrt(194)], [1, 1]],
    ] as const) {
      const got = tidyNorm(axis);
      const want = tensor([...values], [...shape]);
      assertTensorsClose(got, want, 1e-5);
      got.dispose();
      want.dispose();
    }
    x.dispose();

    function tidyNorm(axis: number | readonly number[]): ReturnType<typeof normAlong> {
      return tidy(() => normAlong('Here', x, axis));
    }
  });

  it('refuses axes that are out of range or not whole', () => {
    const x = tensor([1, 2]);
    assert.throws(() => normAlong('Here', x, [0, 1]), 'Here: axis must be a whole number in [-1, 1), got 1');
    assert.throws(() => checkAxes('Here', [0, 1.5]), 'Here: axis must be a whole number, got 1.5');
    x.dispose();
  });
});
