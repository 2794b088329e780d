import { div, exp, max, mul, sub, sum, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { checkTensor } from '../engine/checkTensor.js';
import { customGradient } from '../engine/customGradient.js';
import { resolveAxes } from '../engine/shapes.js';
import { stopGradient } from '../engine/stopGradient.js';
import { runRowKernel } from './runRowKernel.js';

/**
 * Softmax over one or several axes together: `exp(x) / Σ exp(x)`.
 *
 * @param x Logits, float32.
 * @param axis Axes whose elements compete. Default: the last.
 * @returns Same shape; sums to 1 over the axes. Differentiable any number of times.
 * @throws Error when an axis does not exist or is named twice.
 */
export function softmax(x: Tensor, axis: number | readonly number[] = -1): Tensor {
  checkTensor('softmax', 'x', x, 'float32');
  const axes = resolveAxes('softmax', 'axis', axis, x.rank);
  return customGradient({
    inputs: [x],
    forward: ([logits]) => {
      const value = runRowKernel('softmax', axes, { logits }) ?? softmaxReference(logits, axes);
      return { value, residuals: [value] };
    },
    backward: (cotangent, { residuals: [y] }) => [softmaxGradient(cotangent, y, axes)],
    reference: ([logits]) => softmaxReference(logits, axes),
  });
}

function softmaxReference(x: Tensor, axes: number[]): Tensor {
  return tidy(() => {
    // Subtracting the maximum changes nothing but keeps exp from overflowing; its own gradient cancels.
    const exponentials = exp(sub(x, stopGradient(max(x, axes, true))));
    return div(exponentials, sum(exponentials, axes, true));
  });
}

/** `dx = y ∘ (dy − Σ dy ∘ y)`, with the sum over the competing axes; also of a masked softmax, whose zeros stay zero. */
export function softmaxGradient(cotangent: Tensor, y: Tensor, axes: number[]): Tensor {
  return tidy(() => {
    const made = runRowKernel('softmaxGradient', axes, { cotangent, y });
    if (made !== undefined) return made;
    const product = mul(cotangent, y);
    return sub(product, mul(y, sum(product, axes, true)));
  });
}
