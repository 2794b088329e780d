import { grad, mul, profile, square, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { passOn } from '../../src/engine/passOn.js';
import { assertClose } from '../helpers/assertClose.js';

describe('passOn', () => {
  it('is a tensor of its own with the same numbers, by no kernel', async () => {
    const x = tensor([1, 2]);
    const { kernelNames, result } = await profile(() => passOn(x));
    assert.isEmpty(kernelNames);
    x.dispose();
    assertClose(result as Tensor, [1, 2], 0);
    (result as Tensor).dispose();
  });

  it('has the gradient of what it passes on, first and second, in both walks', () => {
    tidy(() => {
      const x = tensor([2, 3]);
      const f = (z: Tensor): Tensor => mul(passOn(z), square(passOn(z)));
      assertClose(gradientsByTensors(() => f(x), [x]).gradients[0], [12, 27], 0);
      assertClose(grad(f)(x), [12, 27], 0);
      assertClose(grad(grad(f))(x), [12, 18], 0);
    });
  });
});
