import { tensor, tidy } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { rootMeanSquare } from '../../src/optimizers/rootMeanSquare.js';
import { assertClose } from '../helpers/assertClose.js';
import { toleranceFor } from '../helpers/toleranceFor.js';

/** What it is, in a unit in which it is near 1. */
const measure = (values: number[], shape: number[], unit = 1): number =>
  tidy(() => {
    const root = rootMeanSquare(tensor(values, shape));
    assert.deepEqual(root.shape, []);
    return root.dataSync()[0] / unit;
  });

describe('rootMeanSquare', () => {
  // A root and a mean in float32.
  const tolerance = toleranceFor(1e-6);

  it('is the root of the mean of squares over all elements', () => {
    assertClose([measure([3, -4], [2])], [Math.sqrt(12.5)], tolerance);
    assertClose([measure([1, -1, 5, 3], [2, 2])], [3], tolerance);
    assertClose([measure([-2], [])], [2], tolerance);
    assertClose([measure([0, 0], [2])], [0], 0);
  });

  it('is finite where the squares are not', () => {
    assertClose([measure([3e30, -4e30], [2], 1e30)], [Math.sqrt(12.5)], tolerance);
  });
});
