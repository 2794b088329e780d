import {
  add,
  clipByValue,
  maximum,
  mul,
  sigmoid,
  softplus,
  square,
  sub,
  tanh,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { checkTensor } from '../engine/checkTensor.js';
import { customGradient } from '../engine/customGradient.js';

/** Beyond this the hyperbolic tangent is 0 or 1 in float32: infinities are cut to it, as ∞ · 0 is NaN. */
const SATURATED = 200;

/**
 * Mish (arXiv:1908.08681): `x · tanh(log(1 + eˣ))`.
 *
 * @param x float32, of any shape.
 * @returns Same shape. Differentiable any number of times.
 * @throws Error when x is not a float32 tensor.
 */
export function mish(x: Tensor): Tensor {
  checkTensor('mish', 'x', x, 'float32');
  const value = (z: Tensor): Tensor => mul(maximum(z, -SATURATED), tanh(softplus(z)));
  return customGradient({
    inputs: [x],
    forward: ([z]) => ({ value: value(z) }),
    // t + x(1 − t²)σ, with t = tanh(log(1 + eˣ))
    backward: (cotangent, { inputs: [z] }) => {
      const t = tanh(softplus(z));
      const slope = mul(sub(1, square(t)), sigmoid(z));
      return [mul(cotangent, add(t, mul(clipByValue(z, -SATURATED, SATURATED), slope)))];
    },
    reference: ([z]) => value(z),
  });
}
