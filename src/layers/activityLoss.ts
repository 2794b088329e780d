import { div, tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { CallOptions } from '../modules/CallOptions.js';
import type { Regularizer } from '../regularizers/Regularizer.js';

/** Adds the penalty of a layer's output, divided by the batch size, to the losses that the caller collects. */
export function collectActivityLoss(regularizer: Regularizer | undefined, output: Tensor, options: CallOptions): void {
  if (regularizer === undefined || options.activityLosses === undefined) return;
  options.activityLosses.push(tidy(() => div(regularizer.loss(output), output.shape[0] ?? 1)));
}
