import { tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { softmax } from '../../src/ops/softmax.js';
import { Random } from '../float64/random.js';
import { numbers } from '../float64/scalar.js';
import { softmax as softmax64 } from '../float64/softmax.js';
import { toTensor } from '../gradients/toTensor.js';
import { assertClose, assertSameBits } from '../helpers/assertClose.js';
import { assertForward } from './assertForward.js';
import { caseCount } from '../helpers/caseCount.js';

describe('ops/softmax', () => {
  it('is that of double precision, along any axes', () => {
    for (let seed = 0; seed < caseCount(50); seed++) {
      const random = new Random(seed);
      const shape = Array.from({ length: random.integer(1, 4) }, () => random.integer(1, 5));
      const axes = shape.map((_, axis) => axis).filter((axis) => axis === 0 || random.chance(0.5));
      const x = random.normals(shape, 10);
      const want = softmax64(numbers, x, { axes });
      const listed = axes.map((axis) => (random.chance(0.5) ? axis : axis - shape.length)).reverse();
      assertForward(() => softmax(toTensor(x), listed), want, `seed ${seed}`);
    }
  });

  it('runs along the last axis unless told', () => {
    tidy(() =>
      assertClose(
        softmax(
          tensor([
            [0, 0],
            [0, Math.log(3)],
          ]),
        ),
        [0.5, 0.5, 0.25, 0.75],
        1e-7,
      ),
    );
  });

  it('does not overflow, and a shift of all logits changes nothing', () => {
    tidy(() => {
      assertSameBits(softmax(tensor([3e38, -3e38, 3e38])), [0.5, 0, 0.5]);
      assertSameBits(softmax(tensor([1025, 1024, 1026])), softmax(tensor([1, 0, 2])));
    });
  });

  it('gives a single element everything, and it no gradient', () => {
    tidy(() => {
      const x = tensor([[7], [-7]]);
      const { value, gradients } = gradientsByTensors(() => softmax(x), [x]);
      assertSameBits(value, [1, 1]);
      assertSameBits(gradients[0], [0, 0]);
    });
  });

  it('of no rows has no rows', () => {
    tidy(() => assertForward(() => softmax(zeros([0, 3])), { shape: [0, 3], values: [] }, 'no rows'));
  });

  it('refuses an axis that does not exist', () => {
    tidy(() => {
      const x = zeros([2, 3]);
      assert.throws(() => softmax(x, 2), 'softmax: axis must be a whole number in [-2, 2), got 2');
      assert.throws(() => softmax(x, [0, -3]), 'softmax: axis must be a whole number in [-2, 2), got -3');
      assert.throws(() => softmax(x, 0.5), 'softmax: axis must be a whole number in [-2, 2), got 0.5');
    });
  });
});
