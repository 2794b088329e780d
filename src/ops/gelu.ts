import { add, clipByValue, div, erf, exp, mul, square, sub, tanh, type Tensor } from '@tensorflow/tfjs-core';
import { checkTensor } from '../engine/checkTensor.js';
import { customGradient } from '../engine/customGradient.js';
import { runOwnKernel } from '../engine/runOwnKernel.js';
import { isRecording } from '../engine/tape.js';

/**
 * Gaussian error linear unit (arXiv:1606.08415): `x · Φ(x)`, Φ the standard normal distribution function.
 *
 * @param x float32, of any shape.
 * @returns Same shape. Differentiable any number of times. TensorFlow.js's erf is off by up to 1.5e-7; the
 * kernel of simd is right to some units in the last place, for large negative x as well.
 */
export function gelu(x: Tensor): Tensor {
  checkTensor('gelu', 'x', x, 'float32');
  return customGradient({
    inputs: [x],
    forward: ([z]) => {
      // The slope has most of its work in common with the value: it is kept for a gradient that will be asked for.
      const own = runOwnKernel(isRecording() ? 'geluWithSlope' : 'gelu', { x: z });
      const [value, ...residuals] = own ?? [mul(z, distribution(z))];
      return { value, residuals };
    },
    backward: (cotangent, { inputs: [z], residuals }) => [
      mul(cotangent, residuals[0] ?? add(distribution(z), mul(z, density(z)))),
    ],
    reference: ([z]) => mul(z, distribution(z)),
  });
}

/** Φ(x). */
function distribution(x: Tensor): Tensor {
  return mul(add(erf(mul(x, Math.SQRT1_2)), 1), 0.5);
}

/** Φ′(x), the standard normal density. */
function density(x: Tensor): Tensor {
  return mul(exp(mul(square(x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
}

const SLOPE = Math.sqrt(2 / Math.PI);
const CUBIC = 0.044715;

/**
 * The approximation of {@link gelu} by a hyperbolic tangent (same paper, §2):
 * `x/2 · (1 + tanh(√(2/π) · (x + 0.044715 x³)))`.
 *
 * @param x float32, of any shape.
 * @returns Same shape. Differentiable any number of times.
 */
export function geluTanh(x: Tensor): Tensor {
  checkTensor('geluTanh', 'x', x, 'float32');
  return customGradient({
    inputs: [x],
    forward: ([z]) => ({ value: runOwnKernel('geluTanh', { x: z })?.[0] ?? approximation(z) }),
    backward: (cotangent, { inputs: [z] }) => {
      const own = runOwnKernel('geluTanhGradient', { x: z, dy: cotangent });
      if (own !== undefined) return own;
      const t = tanh(inner(z));
      const slope = mul(add(mul(square(clipByValue(z, -SATURATED, SATURATED)), 3 * CUBIC), 1), SLOPE);
      const bend = mul(mul(z, sub(1, square(t))), slope);
      return [mul(cotangent, div(add(add(t, 1), bend), 2))];
    },
    reference: ([z]) => approximation(z),
  });
}

/** Beyond this the hyperbolic tangent is ±1 in any precision; the cube of much larger values would not be finite. */
const SATURATED = 100;

function inner(x: Tensor): Tensor {
  const z = clipByValue(x, -SATURATED, SATURATED);
  return mul(add(z, mul(mul(square(z), z), CUBIC)), SLOPE);
}

function approximation(x: Tensor): Tensor {
  return mul(mul(x, 0.5), add(tanh(inner(x)), 1));
}
