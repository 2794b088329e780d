import { add, memory, mul, square, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { gradientsByTensors } from '../../src/engine/gradients.js';
import { stopGradient } from '../../src/engine/stopGradient.js';
import { assertClose, assertSameBits } from '../helpers/assertClose.js';

describe('stopGradient', () => {
  const derivative =
    (f: (x: Tensor) => Tensor) =>
    (x: Tensor): Tensor =>
      gradientsByTensors(() => f(x), [x]).gradients[0];

  it('is the same values on the same buffer, outside of a gradient and inside', () => {
    tidy(() => {
      const x = tensor([2, NaN, -0]);
      const before = memory().numDataBuffers;
      const outside = stopGradient(x);
      assert.notStrictEqual(outside, x);
      assertSameBits(outside, x);
      const { value } = gradientsByTensors(() => stopGradient(x), [x]);
      assertSameBits(value, x);
      // The gradient by x is a zero of its own.
      assert.equal(memory().numDataBuffers, before + 1);
    });
  });

  it('outlives what it was taken of', () => {
    tidy(() => {
      const x = tensor([2, 3]);
      const y = stopGradient(x);
      x.dispose();
      assertSameBits(y, [2, 3]);
    });
  });

  it('blocks the gradient of its own path only', () => {
    tidy(() => {
      const x = tensor([2, 3]);
      assertClose(derivative(stopGradient)(x), [0, 0], 0);
      assertClose(derivative((z) => square(stopGradient(z)))(x), [0, 0], 0);
      assertClose(derivative((z) => stopGradient(square(z)))(x), [0, 0], 0);
      assertClose(derivative((z) => mul(z, stopGradient(square(z))))(x), [4, 9], 0);
      assertClose(derivative((z) => add(square(z), stopGradient(z)))(x), [4, 6], 0);
    });
  });

  it('blocks second and third derivatives', () => {
    tidy(() => {
      const x = tensor([2, 3]);
      // z² · c and z³ · c with a constant c = z.
      assertClose(derivative(derivative((z) => mul(square(z), stopGradient(z))))(x), [4, 6], 0);
      const cubic = (z: Tensor): Tensor => mul(mul(square(z), z), stopGradient(z));
      assertClose(derivative(derivative(derivative(cubic)))(x), [12, 18], 0);
      // A gradient that is stopped is a constant: (z · c)′ = c with c = 2z.
      const slope = derivative(square);
      assertClose(derivative((z) => mul(z, stopGradient(slope(z))))(x), [4, 6], 0);
      assertClose(derivative((z) => stopGradient(slope(z)))(x), [0, 0], 0);
    });
  });
});
