import { abs, mul, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { gradientsByTensors } from '../../../src/engine/gradients.js';
import { assertClose } from '../../helpers/assertClose.js';

describe('gradient of abs', () => {
  it('is the sign, 0 at 0, and flat itself', () => {
    tidy(() => {
      const x = tensor([-2, 0, 3]);
      const slope = (f: () => Tensor): Tensor => gradientsByTensors(f, [x]).gradients[0];
      assertClose(
        slope(() => abs(x)),
        [-1, 0, 1],
        0,
      );
      // (x|x|)″ = 2 sign(x)
      assertClose(
        slope(() => slope(() => mul(x, abs(x)))),
        [-2, 0, 2],
        0,
      );
    });
  });
});
