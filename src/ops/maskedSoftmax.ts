import {
  any,
  cast,
  div,
  exp,
  greater,
  max,
  reshape,
  scalar,
  sub,
  sum,
  tidy,
  where,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { checkTensor } from '../engine/checkTensor.js';
import { customGradient } from '../engine/customGradient.js';
import { checkBroadcasts, resolveAxes } from '../engine/shapes.js';
import { stopGradient } from '../engine/stopGradient.js';
import { runRowKernel } from './runRowKernel.js';
import { softmaxGradient } from './softmax.js';

/** The lowest float32: stands in for a hidden logit, where −∞ would be at a GPU's mercy. */
const LOWEST = -3.4028234663852886e38;

/**
 * Softmax of the elements that a mask shows; the others weigh exactly zero.
 *
 * Where the mask shows nothing along the axes all weights are zero, and so is the gradient. Hidden logits are selected
 * away, not added to: they change nothing whatever they hold, also NaN and infinities.
 *
 * @param x Logits, float32.
 * @param mask True where an element competes; bool, broadcastable to the logits.
 * @param axis Axes whose elements compete. Default: the last.
 * @returns Same shape as the logits. Differentiable any number of times by the logits.
 * @throws Error when the mask is not bool or does not broadcast, or an axis does not exist or is named twice.
 */
export function maskedSoftmax(x: Tensor, mask: Tensor, axis: number | readonly number[] = -1): Tensor {
  checkTensor('maskedSoftmax', 'x', x, 'float32');
  const axes = resolveAxes('maskedSoftmax', 'axis', axis, x.rank);
  checkTensor('maskedSoftmax', 'mask', mask, 'bool');
  checkBroadcasts('maskedSoftmax', 'mask', mask.shape, x.shape);
  return customGradient({
    inputs: [x],
    constants: [mask],
    forward: ([logits], [shown]) => {
      const own = runRowKernel('maskedSoftmax', axes, { logits, mask: shown });
      const value = own ?? maskedSoftmaxReference(logits, shown, axes);
      return { value, residuals: [value] };
    },
    backward: (cotangent, { residuals: [y] }) => [softmaxGradient(cotangent, y, axes)],
    reference: ([logits], [shown]) => maskedSoftmaxReference(logits, shown, axes),
  });
}

function maskedSoftmaxReference(x: Tensor, mask: Tensor, axes: number[]): Tensor {
  return tidy(() => {
    const { exponentials, total } = maskedExponentials(x, mask, axes);
    return div(exponentials, total);
  });
}

/**
 * The parts of a masked softmax, which is `exponentials / total`.
 *
 * @returns The exponentials of the shown elements over the largest of them, their sum (1 where nothing is shown), and
 * that largest element.
 */
export function maskedExponentials(
  x: Tensor,
  mask: Tensor | undefined,
  axes: number[],
): { exponentials: Tensor; total: Tensor; largest: Tensor } {
  const shown = mask === undefined ? x : where(mask, x, scalar(LOWEST));
  const largest = stopGradient(max(shown, axes, true));
  const powers = exp(sub(shown, largest));
  if (mask === undefined) return { exponentials: powers, total: sum(powers, axes, true), largest };
  const exponentials = where(mask, powers, scalar(0));
  // Where something is shown but adds nothing, its logits overflowed to −∞: 0 / 0 tells so, a weight of 0 would not.
  const total = where(showsAny(mask, x.rank, axes), sum(exponentials, axes, true), scalar(1));
  return { exponentials, total, largest };
}

/** Whether a mask shows anything along the axes of the logits it broadcasts to; the axes keep size 1. */
function showsAny(mask: Tensor, rank: number, axes: number[]): Tensor {
  const aligned = reshape(mask, [...new Array<number>(rank - mask.rank).fill(1), ...mask.shape]);
  return any(aligned, axes, true);
}

/** A mask as booleans: numbers above 0.5 attend. */
export function asBooleanMask(mask: Tensor): Tensor {
  if (mask.dtype === 'bool') return mask;
  return tidy(() => greater(cast(mask, 'float32'), 0.5));
}
