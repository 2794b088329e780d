import { add, clipByValue, maximum, mul, sigmoid, sub, type Tensor } from '@tensorflow/tfjs-core';
import { checkTensor } from '../engine/checkTensor.js';
import { customGradient } from '../engine/customGradient.js';
import { runOwnKernel } from '../engine/runOwnKernel.js';

/** Beyond this σ is 0 or 1 in float32, and so is all that is multiplied by it: infinities are cut to it, as ∞ · 0 is NaN. */
const SATURATED = 200;

/**
 * Sigmoid linear unit (arXiv:1606.08415 §4, arXiv:1702.03118), called swish with β = 1 in arXiv:1710.05941: `x · σ(x)`.
 *
 * @param x float32, of any shape.
 * @returns Same shape. Differentiable any number of times.
 * @throws Error when x is not a float32 tensor.
 */
export function silu(x: Tensor): Tensor {
  checkTensor('silu', 'x', x, 'float32');
  const value = (z: Tensor): Tensor => mul(maximum(z, -SATURATED), sigmoid(z));
  return customGradient({
    inputs: [x],
    forward: ([z]) => ({ value: runOwnKernel('silu', { x: z })?.[0] ?? value(z) }),
    // σ + xσ(1 − σ)
    backward: (cotangent, { inputs: [z] }) => {
      const own = runOwnKernel('siluGradient', { x: z, dy: cotangent });
      if (own !== undefined) return own;
      const s = sigmoid(z);
      const bend = mul(mul(clipByValue(z, -SATURATED, SATURATED), s), sub(1, s));
      return [mul(cotangent, add(s, bend))];
    },
    reference: ([z]) => value(z),
  });
}
