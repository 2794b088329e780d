import { abs, scalar, square, sum, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { gradientsByTensors } from '../../../src/engine/gradients.js';
import { L1 } from '../../../src/regularizers/L1.js';
import { assertClose } from '../../helpers/assertClose.js';

describe('gradient of abs', () => {
  it('is the sign, and 0 at 0', () => {
    tidy(() => {
      const x = tensor([-2, -0, 0, 3]);
      const cotangent = tensor([5, 6, 7, 8]);
      assertClose(gradientsByTensors(() => abs(x), [x], cotangent).gradients[0], [-5, 0, 0, 8], 0);
    });
  });

  it('has second derivatives', () => {
    tidy(() => {
      const x = tensor([-2, 0, 3]);
      const slope = (): Tensor => gradientsByTensors(() => square(abs(x)), [x]).gradients[0];
      assertClose(gradientsByTensors(() => sum(slope()), [x]).gradients[0], [2, 0, 2], 0);
    });
  });

  it('leaves weights that an L1 penalty has brought to 0 where they are', () => {
    tidy(() => {
      const x = tensor([0, -1, 0]);
      const { gradients } = gradientsByTensors(() => new L1({ l1: 0.5 }).loss(x), [x], scalar(1));
      assertClose(gradients[0], [0, -0.5, 0], 0);
    });
  });
});
